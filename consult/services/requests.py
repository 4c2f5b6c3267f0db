"""The authority's request: what is asked, under which number, until when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Person, Request
from consult.services.limits import require_length, require_size
from consult.services.log import record
from consult.services.questions import Asked, replace_questions, require_questions
from consult.services.wall_clock import instant

__all__ = ["Asked", "find_request", "save_request"]

MAX_REGISTER_NUMBER = 100
MINUTE = "%Y-%m-%dT%H:%M"


def save_request(
    session: Session,
    consultation: Consultation,
    *,
    title: str,
    authority: str,
    register_number: str,
    deadline: datetime,
    zone: str,
    questions: Sequence[Asked],
    actor: Person,
    now: datetime,
    text: str = "",
    required_data: Sequence[str] = (),
    channels: Sequence[str] = (),
) -> Request:
    """`deadline` is a wall clock without zone, kept as typed beside the instant it means in `zone`."""
    _check(title, authority, register_number, text)
    require_questions(questions)
    deadline_at = instant(deadline, zone, field="deadline")
    request = find_request(session, consultation.id)
    if request is None:
        request = Request(consultation_id=consultation.id)
        session.add(request)
    request.title, request.authority, request.register_number = title, authority, register_number
    request.text, request.required_data, request.channels = text, list(required_data), list(channels)
    request.deadline_at, request.deadline_zone = deadline_at, zone
    request.deadline_wall_clock = deadline.strftime(MINUTE)
    session.flush()
    replace_questions(session, request, questions)
    record(
        session,
        "request.saved",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="request",
        subject_id=request.id,
        questions=len(questions),
    )
    session.flush()
    return request


def find_request(session: Session, consultation_id: int) -> Request | None:
    """What the authority asks of this consultation."""
    return session.scalar(select(Request).where(Request.consultation_id == consultation_id))


def _check(title: str, authority: str, register_number: str, text: str) -> None:
    if not title:
        raise Invalid("Write the title of the request.", field="title")
    if not authority:
        raise Invalid("Write who asks for the statement.", field="authority")
    require_length(title, field="title")
    require_length(authority, field="authority")
    require_length(register_number, field="register_number", limit=MAX_REGISTER_NUMBER)
    require_size(text, field="text")
