"""The authority's request: what is asked, under which number, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Person, Question, QuestionKind, Request
from consult.services.log import record


@dataclass(frozen=True)
class Asked:
    """One question as it was typed in."""

    header: str
    kind: QuestionKind = QuestionKind.TEXT
    is_mandatory: bool = False
    options: tuple[str, ...] = ()


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
) -> Request:
    """`deadline` is a wall clock without zone, kept as typed beside the instant it means in `zone`."""
    if not title or not authority:
        raise Invalid("Write who asks and what for.", field="title" if not title else "authority")
    request = session.scalar(select(Request).where(Request.consultation_id == consultation.id))
    if request is None:
        request = Request(consultation_id=consultation.id)
        session.add(request)
    request.title, request.authority, request.register_number = title, authority, register_number
    request.text = text
    request.deadline_at = deadline.replace(tzinfo=ZoneInfo(zone))
    request.deadline_wall_clock, request.deadline_zone = deadline.strftime("%Y-%m-%dT%H:%M"), zone
    session.flush()
    session.execute(delete(Question).where(Question.request_id == request.id))
    session.add_all(
        Question(
            request_id=request.id,
            position=position,
            kind=asked.kind,
            header=asked.header,
            is_mandatory=asked.is_mandatory,
            options=list(asked.options),
        )
        for position, asked in enumerate(questions, start=1)
    )
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
