"""The authority's request: what is asked, under which number, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Person, Question, QuestionKind, Request
from consult.services.limits import require_length, require_size
from consult.services.log import record
from consult.services.question_links import require_links_kept
from consult.services.wall_clock import instant

MAX_QUESTIONS = 300
MAX_REGISTER_NUMBER = 100
MINUTE = "%Y-%m-%dT%H:%M"


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
    _replace_questions(session, consultation, request, questions)
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


def questions_of(session: Session, consultation_id: int) -> Sequence[Question]:
    """The questions in the authority's order, sections among them."""
    return session.scalars(
        select(Question)
        .join(Request, Request.id == Question.request_id)
        .where(Request.consultation_id == consultation_id)
        .order_by(Question.position)
    ).all()


def require_questions(questions: Sequence[Asked]) -> None:
    """Every question has words, a choice has something to choose from, a section asks nothing."""
    if len(questions) > MAX_QUESTIONS:
        raise Invalid("There can be at most %(limit)s questions.", field="questions", limit=MAX_QUESTIONS)
    for number, asked in enumerate(questions, start=1):
        if not asked.header:
            raise Invalid("Write the words of question %(number)s.", field="questions", number=number)
        require_size(asked.header, field="questions")
        if asked.kind is QuestionKind.CHOICE and len(set(asked.options)) < 2:  # noqa: PLR2004 - a choice is of two
            raise Invalid(
                "Question %(number)s needs two different options.", field="questions", number=number
            )
        if asked.kind is QuestionKind.SECTION and (asked.is_mandatory or asked.options):
            raise Invalid("A section heading has no options and no answer.", field="questions")


def _check(title: str, authority: str, register_number: str, text: str) -> None:
    if not title:
        raise Invalid("Write the title of the request.", field="title")
    if not authority:
        raise Invalid("Write who asks for the statement.", field="authority")
    require_length(title, field="title")
    require_length(authority, field="authority")
    require_length(register_number, field="register_number", limit=MAX_REGISTER_NUMBER)
    require_size(text, field="text")


def _replace_questions(
    session: Session, consultation: Consultation, request: Request, questions: Sequence[Asked]
) -> None:
    """A question keeps its place, because the headings of the draft point at it."""
    before = [question.header for question in questions_of(session, consultation.id)]
    require_links_kept(session, consultation.id, before, [asked.header for asked in questions])
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
