"""The stages of a consultation as the step indicator shows them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask_babel import gettext, lazy_gettext

from consult.models import StageKind
from consult.reports.stages import Standing, Step
from consult.web.current import config, now
from consult.web.i18n import language

LABELS = {
    StageKind.PLANNING: lazy_gettext("Planning"),
    StageKind.COMMENTING: lazy_gettext("Commenting"),
    StageKind.RECONCILING: lazy_gettext("Reconciling"),
    StageKind.ENDORSING: lazy_gettext("Signing"),
    StageKind.FILING: lazy_gettext("Filing"),
    StageKind.FOLLOWING: lazy_gettext("Follow-up"),
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
    return tuple(Stage(str(LABELS[step.kind]), _when(step), step.state.value) for step in standing.steps)


def stage_label(kind: StageKind) -> str:
    """What a stage is called."""
    return str(LABELS[kind])


def _when(step: Step) -> str:
    if step.starts_at is None:
        return ""
    if step.ends_at is None:
        return _day(step.starts_at)
    if step.kind is StageKind.FILING:
        return str(gettext("by %(day)s", day=_day(step.ends_at)))
    start, end = _local(step.starts_at), _local(step.ends_at)
    if start.date() == end.date():
        return _day(end)
    same_month = (start.year, start.month) == (end.year, end.month)
    first = format_datetime(start, (DAY if same_month else DAY_AND_MONTH)[language()], locale=language())
    return f"{first}–{_day(end)}"


def _day(at: datetime) -> str:
    """The year is written only when it is not this one."""
    here = _local(at)
    patterns = DAY_AND_MONTH if here.year == _local(now()).year else WITH_YEAR
    return format_datetime(here, patterns[language()], locale=language())


def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(config().timezone))
