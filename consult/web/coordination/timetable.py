"""The timetable as a form: the planned days of each stage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from consult.errors import Invalid
from consult.models import PLANNABLE, ConsultationKind, StageKind
from consult.reports.counting_back import CLOSING, Span, Warned
from consult.reports.stages import Standing
from consult.services.wall_clock import wall_clock
from consult.web.coordination.round_forms import TimetableForm
from consult.web.current import config, consultation
from consult.web.moments import DayField, typed_day
from consult.web.steps import stage_label
from consult.web.timetable_words import warning_words

#: Only a strategy has days of these of its own.
PREPARING = frozenset({StageKind.WORKSHOPS, StageKind.DRAFTING})


@dataclass(frozen=True)
class Row:
    """The two days of one stage; the rounds settle those of commenting once there is one."""

    label: str
    is_settled: bool
    first: DayField
    last: DayField
    warnings: Sequence[str] = ()
    was: str = ""


def filled_timetable(standing: Standing) -> TimetableForm:
    """The planned days as one would type them."""
    days: dict[str, str] = {}
    for kind, stage in (standing.facts.planned or {}).items():
        days[f"{kind.value}_first"] = typed_day(stage.starts_at)
        days[f"{kind.value}_last"] = typed_day(stage.ends_at)
    return TimetableForm(formdata=None, data=days)


def timetable_rows(
    form: TimetableForm,
    *,
    has_rounds: bool,
    warned: Iterable[Warned] = (),
    before: Mapping[StageKind, str] = MappingProxyType({}),
) -> list[Row]:
    """The fields of the form by stage, with what to look at and, where they differ, the days so far."""
    found = tuple(warned)
    return [
        Row(
            stage_label(kind),
            has_rounds and kind is StageKind.COMMENTING,
            *_fields(form, kind),
            warnings=[warning_words(each) for each in found if each.kind is kind],
            was=before.get(kind, ""),
        )
        for kind in PLANNABLE
        if kind not in PREPARING or consultation().kind is ConsultationKind.STRATEGY
    ]


def spans_of(standing: Standing) -> list[Span]:
    """The days of the timetable as it stands, rounds included, in the order of the stages."""
    return [
        Span(step.kind, _day(step.starts_at), _day(step.ends_at) if step.ends_at else None)
        for step in standing.steps
        if step.starts_at is not None
    ]


def _day(at: datetime) -> date:
    return wall_clock(at, config().timezone).date()


def planned_stages(
    form: TimetableForm, *, has_rounds: bool
) -> dict[StageKind, tuple[datetime, datetime | None]]:
    """What was planned: a stage ends at 16.00 of its last day; beside rounds no commenting is planned."""
    stages: dict[StageKind, tuple[datetime, datetime | None]] = {}
    for kind in PLANNABLE:
        if has_rounds and kind is StageKind.COMMENTING:
            continue
        first, last = _fields(form, kind)
        if first.day is None and last.day is not None:
            raise Invalid("Write also the first day of the stage.", field=first.name)
        if first.day is not None:
            ends_at = None if last.day is None else _moment(last.day, CLOSING)
            stages[kind] = (_moment(first.day, time()), ends_at)
    return stages


def field_of(error: Invalid) -> Invalid:
    """The service names the stage; the form has two fields for it."""
    kinds = {kind.value for kind in PLANNABLE}
    name = f"{error.field}_first" if error.field in kinds else error.field
    return Invalid(error.message, field=name, **error.params)


def _fields(form: TimetableForm, kind: StageKind) -> tuple[DayField, DayField]:
    return form[f"{kind.value}_first"], form[f"{kind.value}_last"]


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(config().timezone)).astimezone(UTC)
