"""The stages as the step indicator shows them, with days in the reader's language."""

from datetime import UTC, datetime

import pytest
from flask import Flask, g
from flask_babel import force_locale

from consult.models import StageKind
from consult.reports.stages import Facts, Standing, Step, StepState
from consult.web.steps import wizard_steps
from tests.factories import NOW


def at(month: int, day: int, year: int = 2027) -> datetime:
    """Noon of a day."""
    return datetime(year, month, day, 12, tzinfo=UTC)


def when(app: Flask, language: str, step: Step) -> str:
    """What stands under one step."""
    with app.test_request_context(), force_locale(language):
        g.now = NOW
        (shown,) = wizard_steps(Standing(step.kind, (step,), Facts(), is_open=False))
    return shown.when


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        (at(1, 16), at(2, 1), ["16.1.–1.2.", "16.1–1.2", "16 Jan–1 Feb"]),
        (at(2, 2), at(2, 8), ["2.–8.2.", "2–8.2", "2–8 Feb"]),
        (at(2, 2), at(2, 2), ["2.2.", "2.2", "2 Feb"]),
        (at(2, 2), None, ["2.2.", "2.2", "2 Feb"]),
        (at(12, 4, 2026), at(1, 15), ["4.12.–15.1.", "4.12–15.1", "4 Dec–15 Jan"]),
        (at(1, 2, 2028), None, ["2.1.2028", "2.1.2028", "2 Jan 2028"]),
        (None, None, ["", "", ""]),
    ],
)
def test_days_are_written_shortly(
    app: Flask, starts_at: datetime | None, ends_at: datetime | None, expected: list[str]
) -> None:
    step = Step(StageKind.PLANNING, StepState.COMING, starts_at, ends_at)
    assert [when(app, language, step) for language in ("fi", "sv", "en")] == expected


def test_filing_says_by_when(app: Flask) -> None:
    step = Step(StageKind.FILING, StepState.COMING, at(2, 9), at(2, 15))
    assert [when(app, language, step) for language in ("fi", "sv", "en")] == [
        "15.2. mennessä",
        "senast 15.2",
        "by 15 Feb",
    ]


def test_filing_that_is_done_says_so(app: Flask) -> None:
    step = Step(StageKind.FILING, StepState.DONE, at(2, 9), None)
    with app.test_request_context(), force_locale("fi"):
        g.now = NOW
        (shown,) = wizard_steps(Standing(StageKind.FOLLOWING, (step,), Facts(), is_open=False))
    assert (shown.label, shown.when) == ("Jätetty", "9.2.")


def test_every_stage_has_its_word_and_state(app: Flask) -> None:
    steps = tuple(Step(kind, StepState.COMING) for kind in StageKind)
    with app.test_request_context():
        shown = wizard_steps(Standing(StageKind.PLANNING, steps, Facts(), is_open=False))
    assert [stage.label.replace("\u00ad", "") for stage in shown] == [
        "Havaittu",
        "Suunnittelu",
        "Työpajat",
        "Luonnos",
        "Kommentointi",
        "Yhteensovittaminen",
        "Versio julkaistu",
        "Allekirjoitus",
        "Hyväksytty",
        "Viety",
        "Jättäminen",
        "Seuranta",
        "Arkisto",
        "Peruttu",
    ]
    assert {stage.state for stage in shown} == {"coming"}
    assert "Yhteen\u00adsovitta\u00adminen" in [stage.label for stage in shown]
