"""The stages of a consultation as the step indicator shows them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import gettext, lazy_gettext

from consult.models import StageKind
from consult.reports.counting_back import ROUNDS
from consult.reports.stages import Standing, Step, StepState
from consult.web.current import config, now
from consult.web.i18n import language

LABELS = {
    StageKind.NOTICED: lazy_gettext("Noticed"),
    StageKind.PLANNING: lazy_gettext("Planning"),
    StageKind.WORKSHOPS: lazy_gettext("Workshops"),
    StageKind.DRAFTING: lazy_gettext("Drafting"),
    StageKind.COMMENTING: lazy_gettext("Commenting"),
    StageKind.RECONCILING: lazy_gettext("Reconciling"),
    StageKind.PUBLISHED: lazy_gettext("Version published"),
    StageKind.ENDORSING: lazy_gettext("Signing"),
    StageKind.APPROVED: lazy_gettext("Approved"),
    StageKind.EXPORTED: lazy_gettext("Taken out"),
    StageKind.FILING: lazy_gettext("Filing"),
    StageKind.FOLLOWING: lazy_gettext("Follow-up"),
    StageKind.ARCHIVED: lazy_gettext("Archive"),
    StageKind.CANCELLED: lazy_gettext("Cancelled"),
}
DAY = {"fi": "d.", "sv": "d", "en": "d"}
DAY_AND_MONTH = {"fi": "d.M.", "sv": "d.M", "en": "d MMM"}
WITH_YEAR = {"fi": "d.M.y", "sv": "d.M.y", "en": "d MMM y"}


@dataclass(frozen=True)
class Stage:
    """One step for `ui.wizard`."""

    label: str
    when: str
    state: str


def wizard_steps(standing: Standing) -> tuple[Stage, ...]:
    """Every step with its label, its days and where it lies."""
    is_in_rounds = any(step.number > 1 for step in standing.steps)
    return tuple(
        Stage(_label(step, is_in_rounds=is_in_rounds), step_days(step), step.state.value)
        for step in standing.steps
    )


def stage_label(kind: StageKind, number: int = 1) -> str:
    """What a stage is called; a later round is told by its number, but a version has one of its own."""
    return str(LABELS[kind]) if number == 1 or kind is StageKind.PUBLISHED else f"{LABELS[kind]} {number}"


def _label(step: Step, *, is_in_rounds: bool) -> str:
    """A filed statement says so."""
    if step.kind is StageKind.FILING and step.state is StepState.DONE:
        return str(gettext("Filed"))
    is_first = is_in_rounds and step.number == 1 and step.kind in ROUNDS
    return f"{LABELS[step.kind]} 1" if is_first else stage_label(step.kind, step.number)


def days_words(kind: StageKind, first: date, last: date | None) -> str:
    """The days of a stage in short: 16.1.–1.2. or, of filing, by which day."""
    if last is None:
        return _day(first)
    if kind is StageKind.FILING:
        return str(gettext("by %(day)s", day=_day(last)))
    if first == last:
        return _day(last)
    same_month = (first.year, first.month) == (last.year, last.month)
    patterns = DAY if same_month else DAY_AND_MONTH
    return f"{format_date(first, patterns[language()], locale=language())}–{_day(last)}"


def step_days(step: Step) -> str:
    """The days of a step, nothing while it has none."""
    if step.starts_at is None:
        return ""
    return days_words(step.kind, _local(step.starts_at), _local(step.ends_at) if step.ends_at else None)


def _day(day: date) -> str:
    """The year is written only when it is not this one."""
    patterns = DAY_AND_MONTH if day.year == _local(now()).year else WITH_YEAR
    return format_date(day, patterns[language()], locale=language())


def _local(at: datetime) -> date:
    return at.astimezone(ZoneInfo(config().timezone)).date()
