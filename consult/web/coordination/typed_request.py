"""A request as it was typed: saved, and told to everybody when its deadline has been moved."""

from collections.abc import Sequence
from datetime import datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.models import Request
from consult.services.questions import Asked
from consult.services.request_changes import move_deadline
from consult.services.request_file import RequestFile
from consult.services.requests import MINUTE, save_request
from consult.web.coordination.blueprint import SEE_OTHER
from consult.web.coordination.request_forms import DeadlineReason, RequestForm, lines_of
from consult.web.current import config, consultation, now, person, session
from consult.web.moments import wall_of
from consult.web.wording import gettext


def typed_request(found: RequestFile, known: Request | None) -> dict[str, str]:
    """What was read, as one would type it into the form of a request."""
    at = found.deadline
    return {
        "title": found.title,
        "authority": found.authority,
        "register_number": found.register_number,
        "deadline_day": f"{at.day}.{at.month}.{at.year}" if at else "",
        "deadline": f"{at.hour}.{at.minute:02}" if at else "",
        "shown_deadline": known.deadline_at.isoformat() if known else "",
        "text": found.text,
        "required_data": "\n".join(found.required_data),
        "channels": "\n".join(found.channels),
    }


def save_typed(form: RequestForm, known: Request | None, asked: Sequence[Asked]) -> bool:
    """The request with these questions; whether the authority has moved its deadline."""
    deadline = wall_of(form.deadline_day, form.deadline)
    is_moved = known is not None and _is_moved(form, known, deadline)
    if known is not None and is_moved:
        move_deadline(
            session(),
            known,
            seen=known.deadline_at,
            deadline=deadline,
            note=form.note.data or "",
            actor=person(),
            now=now(),
        )
    save_request(
        session(),
        consultation(),
        title=form.title.data or "",
        authority=form.authority.data or "",
        register_number=form.register_number.data or "",
        deadline=deadline,
        zone=config().timezone,
        text=form.text.data or "",
        required_data=lines_of(form.required_data.data),
        channels=lines_of(form.channels.data),
        questions=asked,
        actor=person(),
        now=now(),
    )
    return is_moved


def saved(*, is_moved: bool) -> ResponseReturnValue:
    """On to the request, or to the timetable that is counted back from the moved deadline."""
    if is_moved:
        flash(gettext("The new deadline was saved, and everybody is told of it by mail."))
        return redirect(url_for("coordination.rounds") + "#timetable", SEE_OTHER)
    flash(gettext("The request was saved."))
    return redirect(url_for("coordination.request_"), SEE_OTHER)


def _is_moved(form: RequestForm, known: Request, deadline: datetime) -> bool:
    """Another deadline is a slip of ours or a move of the authority's: the form says which."""
    if deadline.strftime(MINUTE) == known.deadline_wall_clock:
        return False
    shown = known.deadline_at.isoformat()
    if form.shown_deadline.data != shown:
        form.shown_deadline.data = shown
        raise Invalid("The deadline has been changed meanwhile. Check it again.", field="deadline_day")
    if form.reason.data not in set(DeadlineReason):
        raise Invalid("Choose why the deadline changes.", field="reason")
    return DeadlineReason(form.reason.data) is DeadlineReason.MOVED
