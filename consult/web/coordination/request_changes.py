"""The authority changed something midway: the agent records it, and everybody is told."""

from datetime import datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Optional

from consult.errors import DomainError, Invalid
from consult.models import Request, Version
from consult.reports.request_changes import load_request_changes
from consult.reports.versions import background_versions
from consult.security import Permission
from consult.services.request_changes import move_deadline, replace_plan
from consult.services.requests import find_request
from consult.web.answering.forms import whole_number
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, now, person, session
from consult.web.forms import BaseForm
from consult.web.moments import ClockField, DayField, wall_of
from consult.web.options import options
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


class MovedDeadlineForm(BaseForm):
    """The new deadline; `seen` is the one that the page showed."""

    seen = HiddenField()
    deadline_day = DayField(
        lazy_gettext("New last day"), validators=[DataRequired(lazy_gettext("Write the last day."))]
    )
    deadline = ClockField(
        lazy_gettext("Time"), validators=[DataRequired(lazy_gettext("Write the time of day."))]
    )
    note = TextAreaField(lazy_gettext("What the authority said about it"), validators=[Optional()])


class NewPlanForm(BaseForm):
    """Which background document is now the plan."""

    document = SelectField(
        lazy_gettext("The new plan"),
        coerce=whole_number,
        validate_choice=False,
        validators=[DataRequired(lazy_gettext("Choose one of the background documents."))],
    )
    note = TextAreaField(lazy_gettext("What has changed in it"), validators=[Optional()])


@blueprint.get("/<slug>/request/changes")
@permission(Permission.COORDINATE)
def request_changes() -> ResponseReturnValue:
    """Record a moved deadline or a new plan."""
    return _page(_filled(_request()), NewPlanForm(formdata=None))


@blueprint.post("/<slug>/request/changes/deadline")
@permission(Permission.COORDINATE)
def record_deadline() -> ResponseReturnValue:
    """The deadline was moved."""
    request_, form = _request(), MovedDeadlineForm()
    if form.validate():
        try:
            move_deadline(
                session(),
                request_,
                seen=_instant(form.seen.data),
                deadline=wall_of(form.deadline_day, form.deadline),
                note=form.note.data or "",
                actor=person(),
                now=now(),
            )
        except DomainError as error:
            form.refuse(error)
            form.seen.data = request_.deadline_at.isoformat()
            return _page(form, NewPlanForm(formdata=None), status=error.status)
        flash(gettext("The new deadline was saved, and everybody is told of it by mail."))
        return redirect(url_for("coordination.rounds") + "#timetable", SEE_OTHER)
    return _page(form, NewPlanForm(formdata=None), status=UNPROCESSABLE)


@blueprint.post("/<slug>/request/changes/plan")
@permission(Permission.COORDINATE)
def record_plan() -> ResponseReturnValue:
    """The plan was replaced."""
    request_, form = _request(), NewPlanForm()
    if form.validate():
        try:
            replace_plan(
                session(),
                request_,
                _version(form.document.data),
                note=form.note.data or "",
                actor=person(),
                now=now(),
            )
        except DomainError as error:
            form.refuse(error)
            return _page(_filled(request_), form, status=error.status)
        flash(gettext("The new plan was recorded, and everybody is told of it by mail."))
        return redirect(url_for("coordination.request_changes"), SEE_OTHER)
    return _page(_filled(request_), form, status=UNPROCESSABLE)


def _page(moving: MovedDeadlineForm, replacing: NewPlanForm, *, status: int = 200) -> ResponseReturnValue:
    plans = background_versions(session(), consultation().id)
    replacing.document.choices = options(
        {0: gettext("Choose"), **{version.id: version.title for version in plans}}
    )
    return respond(
        "coordination/request_changes.html",
        status=status,
        moving=moving,
        replacing=replacing,
        plans=plans,
        consultation=consultation(),
        request_=_request(),
        changes=load_request_changes(session(), consultation().id),
        tabs=setup_tabs(),
    )


def _request() -> Request:
    found = find_request(session(), consultation().id)
    if found is None:
        raise Invalid("Save the request first.")
    return found


def _filled(known: Request) -> MovedDeadlineForm:
    return MovedDeadlineForm(formdata=None, data={"seen": known.deadline_at.isoformat()})


def _instant(given: str | None) -> datetime:
    try:
        return datetime.fromisoformat(given or "")
    except ValueError as error:
        raise Invalid("The deadline has been changed meanwhile. Check it again.") from error


def _version(version_id: int) -> Version:
    for version in background_versions(session(), consultation().id):
        if version.id == version_id:
            return version
    raise Invalid("Choose one of the background documents.", field="document")
