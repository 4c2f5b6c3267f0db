"""The timetable as a form: the planned days of each stage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from consult.errors import Invalid
from consult.models import PLANNABLE, ConsultationKind, StageKind
from consult.reports.counting_back import CLOSING, Span, StageKey, Warned, stage_place
from consult.reports.stages import PREPARING, Standing
from consult.services.stages import Days, stage_field
from consult.services.wall_clock import wall_clock
from consult.web.coordination.round_forms import LATER_ROUNDS, TimetableForm
from consult.web.current import config, consultation
from consult.web.moments import DayField, typed_day
from consult.web.steps import stage_label, step_days
from consult.web.timetable_words import warning_words


@dataclass(frozen=True)
class Row:
    """The two days of one stage; the rounds settle those of commenting once there is one."""

    label: str
    is_settled: bool
    first: DayField
    last: DayField
    warnings: Sequence[str] = ()
    was: str = ""
    days: str = ""


def filled_timetable(standing: Standing) -> TimetableForm:
    """The planned days as one would type them."""
    days: dict[str, str] = {}
    for stage in (*(standing.facts.planned or {}).values(), *standing.facts.later.values()):
        name = stage_field((stage.kind, stage.number))
        days[f"{name}_first"] = typed_day(stage.starts_at)
        days[f"{name}_last"] = typed_day(stage.ends_at)
    return TimetableForm(formdata=None, data=days)


def timetable_rows(
    form: TimetableForm,
    standing: Standing,
    *,
    warned: Iterable[Warned] = (),
    before: Mapping[StageKey, str] = MappingProxyType({}),
) -> list[Row]:
    """The fields of the form by stage, with what to look at and, where they differ, the days so far."""
    found = tuple(warned)
    when = {(step.kind, step.number): step_days(step) for step in standing.steps}
    return [
        Row(
            stage_label(*key),
            _is_settled(key, standing.facts.rounds),
            *_fields(form, key),
            warnings=[warning_words(each) for each in found if (each.kind, each.number) == key],
            was=before.get(key, ""),
            days=when.get(key, ""),
        )
        for key in planned_keys()
    ]


def planned_keys() -> list[StageKey]:
    """The stages that have days here: workshops, drafting and later rounds are those of a strategy."""
    if consultation().kind is ConsultationKind.STRATEGY:
        return sorted((*((kind, 1) for kind in PLANNABLE), *LATER_ROUNDS), key=stage_place)
    return [(kind, 1) for kind in PLANNABLE if kind not in PREPARING]


def _is_settled(key: StageKey, rounds: int) -> bool:
    """The days of a round that has been planned are those of the round."""
    return key[0] is StageKind.COMMENTING and key[1] <= rounds


def spans_of(standing: Standing) -> list[Span]:
    """The days of the timetable as it stands, rounds included, in the order of the stages."""
    return [
        Span(step.kind, _day(step.starts_at), _day(step.ends_at) if step.ends_at else None, step.number)
        for step in standing.steps
        if step.starts_at is not None and step.kind in PLANNABLE
    ]


def _day(at: datetime) -> date:
    return wall_clock(at, config().timezone).date()


def planned_stages(form: TimetableForm, *, rounds: int) -> dict[StageKey, Days]:
    """What was planned: a stage ends at 16.00 of its last day; beside rounds no commenting is planned."""
    stages: dict[StageKey, Days] = {}
    for key in planned_keys():
        first, last = _fields(form, key)
        if _is_settled(key, rounds):
            continue
        if first.day is None and last.day is not None:
            raise Invalid("Write also the first day of the stage.", field=first.name)
        if first.day is not None:
            ends_at = None if last.day is None else _moment(last.day, CLOSING)
            stages[key] = (_moment(first.day, time()), ends_at)
    return stages


def field_of(error: Invalid) -> Invalid:
    """The service names the stage; the form has two fields for it."""
    names = {stage_field(key) for key in planned_keys()}
    name = f"{error.field}_first" if error.field in names else error.field
    return Invalid(error.message, field=name, **error.params)


def _fields(form: TimetableForm, key: StageKey) -> tuple[DayField, DayField]:
    name = stage_field(key)
    return form[f"{name}_first"], form[f"{name}_last"]


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(config().timezone)).astimezone(UTC)
