"""Rounds: planned, and their closing moved."""

from collections.abc import Sequence
from datetime import datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.errors import Invalid
from consult.models import ConsultationKind, Request, Round, StageKind
from consult.reports.cancelled_rounds import load_cancelled
from consult.reports.counting_back import template_of, troubles
from consult.reports.planned_deadlines import load_planned_deadline
from consult.reports.stages import Standing, load_standing
from consult.security import Permission
from consult.services.consultations import plan_stages
from consult.services.rounds import cancel_round, move_closing, move_round, open_round
from consult.services.wall_clock import wall_clock
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.round_forms import ClosingForm, RoundForm, TimetableForm
from consult.web.coordination.tabs import setup_tabs
from consult.web.coordination.timetable import (
    field_of,
    filled_timetable,
    planned_stages,
    spans_of,
    timetable_rows,
)
from consult.web.current import config, consultation, now, person, session
from consult.web.i18n import long_deadline
from consult.web.moments import moment_of, typed_clock, typed_day
from consult.web.permission import permission
from consult.web.query import asked_id
from consult.web.respond import respond
from consult.web.steps import wizard_steps
from consult.web.wording import gettext

HOURS = {"opens_at": "9.00", "closes_at": "16.00"}


@blueprint.route("/<slug>/rounds", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def rounds() -> ResponseReturnValue:
    """The rounds so far; the next one is planned here."""
    form = RoundForm(data=HOURS)
    if form.is_submitted() and form.validate():
        try:
            opens_at, closes_at = (
                moment_of(form.opens_day, form.opens_at),
                moment_of(form.closes_day, form.closes_at),
            )
            planned = open_round(
                session(),
                consultation(),
                opens_at=opens_at,
                closes_at=closes_at,
                is_narrow=bool(form.is_narrow.data),
                actor=person(),
                now=now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            _tell(gettext("Round %(number)s was planned.", number=planned.number), planned)
            return redirect(url_for("coordination.rounds"), SEE_OTHER)
    return show_rounds(form)


@blueprint.post("/<slug>/rounds/closing")
@permission(Permission.COORDINATE)
def move_round_closing() -> ResponseReturnValue:
    """The last round closes earlier or later; one that has not opened yet may open at another time too."""
    round_ = _chosen_round()
    form = RoundForm() if now() < round_.opens_at else ClosingForm()
    if form.validate():
        try:
            _move(round_, form)
        except Invalid as error:
            form.refuse(error)
        else:
            is_planned = isinstance(form, RoundForm)
            _tell(
                gettext("The round was moved.") if is_planned else gettext("The closing was moved."), round_
            )
            return redirect(url_for("coordination.rounds"), SEE_OTHER)
    if isinstance(form, RoundForm):
        return show_rounds(form)
    return show_rounds(RoundForm(formdata=None), closing=form)


def _tell(words: str, round_: Round) -> None:
    """What was done, and in the same notice that the round now closes after the authority's deadline."""
    deadline = _deadline()
    if deadline is not None and round_.closes_at > deadline:
        late = gettext("It closes after the authority's deadline, %(when)s.", when=long_deadline(deadline))
        words = f"{words} {late}"
    flash(words)


def _move(round_: Round, form: ClosingForm) -> None:
    closes_at = moment_of(form.closes_day, form.closes_at)
    if not isinstance(form, RoundForm):
        move_closing(session(), round_, closes_at=closes_at, actor=person(), now=now())
        return
    opens_at = moment_of(form.opens_day, form.opens_at)
    move_round(session(), round_, opens_at=opens_at, closes_at=closes_at, actor=person(), now=now())


@blueprint.post("/<slug>/rounds/cancel")
@permission(Permission.COORDINATE)
def cancel_planned_round() -> ResponseReturnValue:
    """The round that has not opened yet is given up; the page then offers to plan it again."""
    cancel_round(session(), _chosen_round(), actor=person(), now=now())
    return redirect(url_for("coordination.rounds", cancelled="1"), SEE_OTHER)


@blueprint.post("/<slug>/rounds/timetable")
@permission(Permission.COORDINATE)
def plan_timetable() -> ResponseReturnValue:
    """The whole timetable at once; a stage without days is not planned."""
    form = TimetableForm()
    if form.validate():
        try:
            wanted = planned_stages(form, rounds=len(_rounds()))
            plan_stages(
                session(),
                consultation(),
                {kind: days for (kind, number), days in wanted.items() if number == 1},
                later={key: days for key, days in wanted.items() if key[1] > 1},
                actor=person(),
                now=now(),
            )
        except Invalid as error:
            form.refuse(field_of(error))
        else:
            flash(gettext("The timetable was saved."))
            return redirect(url_for("coordination.rounds"), SEE_OTHER)
    return show_rounds(RoundForm(formdata=None), timetable=form)


def show_rounds(
    form: RoundForm, *, closing: ClosingForm | None = None, timetable: TimetableForm | None = None
) -> ResponseReturnValue:
    """The page with the rounds and the timetable."""
    standing = load_standing(session(), consultation(), now())
    rows = _rounds()
    last = _chosen(rows)
    is_unclosed = last is not None and now() < last.closes_at
    is_planned = last is not None and now() < last.opens_at
    is_another = consultation().kind is ConsultationKind.STRATEGY and "another" in request.args
    if last is not None and is_planned and not is_another and not form.errors and not form.form_errors:
        form = RoundForm.filled(last.opens_at, last.closes_at)
    elif request.method == "GET" and (is_another or not is_unclosed):
        form = _as_planned(standing, len(rows) + 1)
    deadline = _deadline()
    faulty = any(found is not None and found.errors for found in (form, closing, timetable))
    planning = timetable or filled_timetable(standing)
    today = wall_clock(now(), config().timezone).date()
    until = wall_clock(deadline, config().timezone).date() if deadline else None
    warned = troubles(spans_of(standing), template_of(consultation().kind), deadline=until, today=today)
    planned_for = load_planned_deadline(session(), consultation().id)
    return respond(
        "coordination/rounds.html",
        status=UNPROCESSABLE if faulty else 200,
        form=form,
        closing=closing or _closing_form(last.closes_at if last else None),
        timetable=planning,
        timetable_rows=timetable_rows(planning, standing, warned=warned),
        is_overtaken=planned_for is not None and deadline is not None and planned_for != deadline,
        planned_for=planned_for,
        stages=wizard_steps(standing),
        standing=standing,
        rounds=rows,
        cancelled=_just_cancelled(),
        is_unclosed=is_unclosed,
        is_planned=is_planned,
        is_another=is_another,
        may_plan_another=is_unclosed and consultation().kind is ConsultationKind.STRATEGY,
        chosen=last,
        moment=now(),
        deadline=deadline,
        is_late=is_unclosed and deadline is not None and last is not None and last.closes_at > deadline,
        counted=None,
        tabs=setup_tabs(),
    )


def _rounds() -> list[Round]:
    return list(
        session().scalars(
            select(Round)
            .options(joinedload(Round.version))
            .where(Round.consultation_id == consultation().id)
            .order_by(Round.number)
        )
    )


def _chosen_round() -> Round:
    round_ = _chosen(_rounds())
    if round_ is None:
        raise Invalid("There has been no round yet. Open one first.")
    return round_


def _chosen(rows: Sequence[Round]) -> Round | None:
    """The round that the address names by its number; else the first that has not closed, or the last."""
    number = asked_id("round")
    named = [found for found in rows if found.number == number]
    unclosed = [found for found in rows if now() < found.closes_at]
    return next(iter((*named, *unclosed, *reversed(rows))), None)


def _as_planned(standing: Standing, number: int) -> RoundForm:
    """The days that the timetable has for the commenting of a round, as one would type them."""
    facts, kind = standing.facts, StageKind.COMMENTING
    stage = (facts.planned or {}).get(kind) if number == 1 else facts.later.get((kind, number))
    days = (typed_day(stage.starts_at), typed_day(stage.ends_at)) if stage else ("", "")
    return RoundForm(formdata=None, data={**HOURS, "opens_day": days[0], "closes_day": days[1]})


def _deadline() -> datetime | None:
    return session().scalar(select(Request.deadline_at).where(Request.consultation_id == consultation().id))


def _just_cancelled() -> RoundForm | None:
    """The round that was given up last, as the form that plans it again."""
    times = load_cancelled(session(), consultation().id) if "cancelled" in request.args else None
    return None if times is None else RoundForm.filled(*times)


def _closing_form(closes_at: datetime | None) -> ClosingForm:
    return ClosingForm(
        formdata=None, data={"closes_day": typed_day(closes_at), "closes_at": typed_clock(closes_at)}
    )
