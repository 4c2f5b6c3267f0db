"""A timetable counted back from the deadline: seen beside the days so far, saved only when it is accepted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.models import Request, Round, StageKind
from consult.reports.counting_back import (
    CLOSING,
    MARGIN,
    Part,
    Span,
    StageKey,
    Warned,
    count_back,
    fit,
    from_stage,
    template_of,
    too_early,
    troubles,
    with_lengths,
)
from consult.reports.stages import Standing, load_standing
from consult.reports.working_days import DAY, count_working_days, working_day_from
from consult.security import Permission
from consult.services.stages import stage_field
from consult.services.wall_clock import wall_clock
from consult.web.coordination.blueprint import UNPROCESSABLE, blueprint
from consult.web.coordination.round_forms import CountingForm, TimetableForm
from consult.web.coordination.tabs import setup_tabs
from consult.web.coordination.timetable import filled_timetable, spans_of, timetable_rows
from consult.web.current import config, consultation, now, session
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.steps import days_words, stage_label, wizard_steps


@dataclass(frozen=True)
class Counted:
    """What was counted: the days of each stage that is still to come, and what to look at in them."""

    spans: tuple[Span, ...] = ()
    warned: tuple[Warned, ...] = ()


@blueprint.get("/<slug>/rounds/count-back")
@permission(Permission.COORDINATE)
def count_timetable() -> ResponseReturnValue:
    """The counted days in the form of the timetable, where they can be changed before they are saved."""
    standing = load_standing(session(), consultation(), now())
    form, parts = _asked(standing)
    counted = _count(form, parts, standing)
    days = spans_of(standing)
    timetable = _filled(standing, counted.spans, form.deadline_day.day)
    return respond(
        "coordination/count_back.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        lengths=[
            (form[f"{stage_field(part.key)}_days"], stage_label(part.kind, part.number)) for part in parts[1:]
        ],
        first=parts[0].kind if parts else None,
        counted=counted,
        timetable=timetable,
        timetable_rows=timetable_rows(
            timetable, standing, warned=counted.warned, before=_before(days, counted.spans)
        ),
        unclosed=standing.unclosed,
        closing=_closing(standing.unclosed, counted.spans),
        stages=wizard_steps(standing),
        tabs=setup_tabs(),
    )


def _asked(standing: Standing) -> tuple[CountingForm, tuple[Part, ...]]:
    """The form as it was sent, or with the deadline of the request and the lengths that fit."""
    parts = _parts(standing)
    if request.args:
        form = CountingForm(request.args, meta={"csrf": False})
        form.validate()
        _fill_in(form, parts)
        return form, parts
    deadline = session().scalar(
        select(Request.deadline_at).where(Request.consultation_id == consultation().id)
    )
    data = {"margin": str(MARGIN)}
    if deadline is not None and parts:
        day = wall_clock(deadline, config().timezone)
        data["deadline_day"] = f"{day.day}.{day.month}.{day.year}"
        parts = fit(day, with_lengths(parts, _lengths(standing)), start=_today()) if parts else parts
    lengths = {f"{stage_field(part.key)}_days": str(part.days) for part in parts}
    form = CountingForm(formdata=None, data=data | lengths, meta={"csrf": False})
    if deadline is not None and parts:
        form.validate()
    return form, _parts(standing)


def _fill_in(form: CountingForm, parts: Sequence[Part]) -> None:
    """What was left empty shows what is counted with."""
    usual = {f"{stage_field(part.key)}_days": part.days for part in parts}
    for name, days in {**usual, "margin": MARGIN}.items():
        form[name].data = form[name].data or str(days)


def _parts(standing: Standing) -> tuple[Part, ...]:
    """The template of this kind of work from the present stage on; nothing once it is filed or has ended."""
    if standing.submission is not None or standing.ending is not None:
        return ()
    return from_stage(template_of(consultation().kind), *standing.place)


def _lengths(standing: Standing) -> Mapping[StageKey, int]:
    """The working days of each stage as it has been planned; signing that was left out stays left out."""
    if not standing.facts.planned:
        return {}
    planned = {
        span.key: max(count_working_days(span.first, span.last), 1)
        for span in spans_of(standing)
        if span.last is not None
    }
    return {(StageKind.ENDORSING, 1): 0, **planned}


def _count(form: CountingForm, parts: Sequence[Part], standing: Standing) -> Counted:
    if form.errors or form.deadline_day.day is None or not parts:
        return Counted()
    lengths = {
        part.key: form[f"{stage_field(part.key)}_days"].count
        for part in parts[1:]
        if form[f"{stage_field(part.key)}_days"].count is not None
    }
    chosen = with_lengths(parts, lengths)
    day = form.deadline_day.day
    start = next((span.first for span in spans_of(standing) if span.key == parts[0].key), _today())
    margin = MARGIN if form.margin.count is None else form.margin.count
    spans = count_back(datetime.combine(day, time()), chosen, start=start, margin=margin)
    warned = (*too_early(spans, _today()), *troubles(spans, parts, deadline=day, today=_today()))
    return Counted(spans, warned)


def _filled(standing: Standing, spans: Sequence[Span], deadline: date | None) -> TimetableForm:
    """The timetable so far with the counted days in it; following begins when the deadline is over."""
    form = filled_timetable(standing)
    for span in spans:
        name = stage_field(span.key)
        form[f"{name}_first"].data = _typed(span.first)
        form[f"{name}_last"].data = _typed(span.last) if span.last else ""
    following = (standing.facts.planned or {}).get(StageKind.FOLLOWING)
    if following is not None and deadline is not None and spans:
        begins = wall_clock(following.starts_at, config().timezone).date()
        form.following_first.data = _typed(max(begins, working_day_from(deadline + DAY)))
    return form


def _before(days: Sequence[Span], spans: Sequence[Span]) -> dict[StageKey, str]:
    """The days so far of the stages whose days would change."""
    new = {span.key: span for span in spans}
    return {
        old.key: days_words(old.kind, old.first, old.last)
        for old in days
        if old.key in new and new[old.key] != old
    }


def _closing(round_: Round | None, spans: Sequence[Span]) -> dict[str, str] | None:
    """The fields that move the round that is open or planned to the counted days, where they differ."""
    key = StageKind.COMMENTING, round_.number if round_ is not None else 0
    counted = next((span for span in spans if span.key == key), None)
    if round_ is None or counted is None or counted.last is None:
        return None
    opens, closes = (wall_clock(at, config().timezone) for at in (round_.opens_at, round_.closes_at))
    is_planned = now() < round_.opens_at
    closes_then = closes == datetime.combine(counted.last, CLOSING)
    if closes_then and (not is_planned or opens.date() == counted.first):
        return None
    fields = {"closes_day": _typed(counted.last), "closes_at": f"{CLOSING:%-H.%M}"}
    opening = {"opens_day": _typed(counted.first), "opens_at": f"{opens:%-H.%M}"} if is_planned else {}
    return fields | opening


def _today() -> date:
    return wall_clock(now(), config().timezone).date()


def _typed(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
