"""The page of the rounds: what is cancelled can be undone, a late closing is said, one home for each day."""

from datetime import UTC, datetime

import pytest

from consult.models import Consultation, ConsultationKind, Round, Stage, StageKind
from consult.reports.stages import load_standing
from consult.services.admissions import admit_late
from consult.services.requests import save_request
from consult.services.rounds import open_round
from consult.services.stages import plan_stages
from tests.factories import DAY, NOW, make_participant
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk
from tests.web.page import Page, words

DAYS = {"opens_day": "1.3.2027", "opens_at": "9.00", "closes_day": "10.3.2027", "closes_at": "16.00"}
LATE = "Se sulkeutuu viranomaisen määräajan jälkeen. Määräaika on ti 9.3.2027 klo 16.15."


@pytest.fixture
def url(published: Desk) -> str:
    """Where the rounds of a consultation with version 1 are planned."""
    return f"{published.root}/rounds"


def submit(desk: Desk, url: str, typed: dict[str, str], to: str = "") -> Page:
    """Send a form of the page and read what comes of it."""
    answer = desk.client.submit(desk.client.get(url), typed, action=url + to)
    return desk.client.follow(answer) if answer.status == 303 else answer


def rounds(desk: Desk) -> list[tuple[int, datetime, datetime]]:
    """What is planned."""
    with reading(desk.app) as session:
        return [(found.number, found.opens_at, found.closes_at) for found in session.query(Round)]


def undo(page: Page) -> dict[str, str] | None:
    """What Kumoa plans again, where the page offers it."""
    undone = [form for form in page.tree.iter("form") if words(form) == "Kumoa"]
    if not undone:
        return None
    return {str(field.get("name")): str(field.get("value")) for field in undone[0].iter("input")}


def test_a_cancelled_round_is_planned_again_by_undo(published: Desk, url: str) -> None:
    submit(published, url, DAYS)
    before = rounds(published)
    page = submit(published, url, {}, "/cancel")
    assert "Kierros peruttiin." in page.text
    assert rounds(published) == []
    fields = undo(page)
    assert fields is not None
    assert published.client.post(url, fields).status == 303
    assert rounds(published) == before
    assert undo(published.client.get(f"{url}?cancelled=1")) is None


def test_undo_is_offered_only_after_cancelling(published: Desk, url: str) -> None:
    assert undo(published.client.get(f"{url}?cancelled=1")) is None
    submit(published, url, DAYS)
    submit(published, url, {}, "/cancel")
    assert undo(published.client.get(url)) is None


def test_a_closing_after_the_deadline_is_said_in_the_same_notice(published: Desk, url: str) -> None:
    with writing(published.app) as session:
        save_request(
            session,
            session.get_one(Consultation, published.consultation_id),
            title="Pyyntö",
            authority="Järvimaa",
            register_number="",
            deadline=datetime(2027, 3, 9, 16, 15),  # noqa: DTZ001 - a wall clock, as the authority writes it
            zone="Europe/Helsinki",
            questions=[],
            actor=published.agent,
            now=NOW,
        )
    assert f"Kierros 1 suunniteltiin. {LATE}" in submit(published, url, DAYS).text
    moved = submit(published, url, {"closes_day": "9.3.2027"}, "/closing")
    assert "Kierroksen aikaa siirrettiin." in moved.text
    assert LATE not in moved.text
    late = submit(published, url, {"closes_day": "11.3.2027"}, "/closing")
    assert f"Kierroksen aikaa siirrettiin. {LATE}" in late.text


def test_what_is_wrong_is_listed_from_top_to_bottom(published: Desk, url: str) -> None:
    page = submit(published, url, dict.fromkeys(DAYS, "pian"))
    summary = next(each for each in page.tree.iter("ul") if each.get("class") == "error-summary__list")
    linked = [link.get("href") for link in summary.iter("a")]
    assert linked == ["#opens_day", "#opens_at", "#closes_day", "#closes_at"]


def test_the_days_of_commenting_are_those_of_the_rounds_on_the_whole_page(published: Desk, url: str) -> None:
    typed = {"planning_first": "1.2.2027", "commenting_first": "3.2.2027", "commenting_last": "4.2.2027"}
    assert "3.–4.2." in submit(published, url, typed, "/timetable").text
    page = submit(published, url, DAYS)
    assert page.text.count("1.–10.3.") == 2
    assert "3.–4.2." not in page.text
    assert "commenting_first" not in {field.get("name") for field in page.tree.iter("input")}
    page = submit(published, url, {}, "/timetable")
    assert page.text.count("1.–10.3.") == 2
    with reading(published.app) as session:
        assert [stage.kind.value for stage in session.query(Stage)] == ["planning"]
    assert rounds(published) == [
        (1, datetime(2027, 3, 1, 7, tzinfo=UTC), datetime(2027, 3, 10, 14, tzinfo=UTC))
    ]


@pytest.fixture
def strategy(published: Desk) -> Desk:
    """The same as a strategy whose two rounds have days in the timetable."""
    with writing(published.app) as session:
        consultation = session.get_one(Consultation, published.consultation_id)
        consultation.kind = ConsultationKind.STRATEGY
        plan_stages(
            session,
            consultation,
            {StageKind.COMMENTING: (NOW + 9 * DAY, NOW + 20 * DAY)},
            later={
                (StageKind.RECONCILING, 2): (NOW + 60 * DAY, NOW + 65 * DAY),
                (StageKind.COMMENTING, 2): (NOW + 40 * DAY, NOW + 50 * DAY),
            },
            actor=published.agent,
            now=NOW,
        )
    return published


def test_a_strategy_plans_two_rounds_ahead_with_the_days_of_its_timetable(strategy: Desk) -> None:
    url = f"{strategy.root}/rounds"
    page = strategy.client.get(url)
    assert page.form(url).fields["opens_day"] == ["29.1.2027"]
    assert strategy.client.submit(page, action=url).status == 303
    another = strategy.client.get(f"{url}?another=1")
    assert another.form(f"{url}?another=1").fields["closes_day"] == ["11.3.2027"]
    assert strategy.client.submit(another, action=f"{url}?another=1").status == 303
    assert [number for number, _, _ in rounds(strategy)] == [1, 2]
    page = strategy.client.get(url)
    assert page.text.count("Suunniteltu") == 2
    with reading(strategy.app) as session:
        standing = load_standing(session, session.get_one(Consultation, strategy.consultation_id), NOW)
    days = {step.number: step.starts_at for step in standing.steps if step.kind is StageKind.COMMENTING}
    assert days == {number: opens_at for number, opens_at, _ in rounds(strategy)}


def test_each_of_two_planned_rounds_is_moved_on_its_own(strategy: Desk) -> None:
    url = f"{strategy.root}/rounds"
    for query in ("", "?another=1"):
        strategy.client.submit(strategy.client.get(url + query), action=url + query)
    first = strategy.client.get(url)
    moved = {"closes_day": "10.2.2027", "closes_at": "16.00"}
    assert strategy.client.submit(first, moved, action=f"{url}/closing?round=1").status == 303
    second = strategy.client.get(f"{url}?round=2")
    moved = {"opens_day": "9.2.2027", "opens_at": "9.00"}
    page = strategy.client.submit(second, moved, action=f"{url}/closing?round=2")
    assert "Edellinen kierros ei ole silloin vielä sulkeutunut" in page.text
    assert strategy.client.submit(second, {}, action=f"{url}/cancel?round=2").status == 303
    assert [number for number, _, _ in rounds(strategy)] == [1]


def test_who_was_let_in_late_is_marked_in_the_list(published: Desk) -> None:
    with writing(published.app) as session:
        consultation = session.get_one(Consultation, published.consultation_id)
        late, _ = make_participant(session, consultation, published.agent, "Myöhäinen ry")
        make_participant(session, consultation, published.agent, "Ajoissa ry")
        open_round(
            session,
            consultation,
            opens_at=NOW - 9 * DAY,
            closes_at=NOW - DAY,
            actor=published.agent,
            now=NOW - 10 * DAY,
        )
        admit_late(session, late, until=NOW + DAY, reason="Syy.", actor=published.agent, now=NOW)
    text = published.client.get(f"{published.root}/organisations").text
    assert text.count("Saa vastata vielä") == 1
    assert text.index("Ajoissa ry") < text.index("Myöhäinen ry") < text.index("Saa vastata vielä")
