"""The questions of a request, in the authority's order; a question's place is what headings point at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Person, Question, QuestionKind, Request
from consult.services.limits import require_size
from consult.services.log import record
from consult.services.question_links import require_links_kept

MAX_QUESTIONS = 300
FEWEST_OPTIONS = 2


@dataclass(frozen=True)
class Asked:
    """One question as it was typed in or read; the ids are those of the consultation service, if known."""

    header: str
    kind: QuestionKind = QuestionKind.TEXT
    is_mandatory: bool = False
    options: tuple[str, ...] = ()
    service_id: str = ""
    option_ids: tuple[str, ...] = ()

    def corrected(self, typed: "Asked") -> "Asked":
        """Typed again it is the same question: an option keeps its id by its words, else by its place."""
        known = dict(zip(self.options, self.option_ids, strict=False))
        same_count = len(typed.options) == len(self.options)
        ids = tuple(
            known.get(words) or (self._id_at(place, typed) if same_count else "")
            for place, words in enumerate(typed.options)
        )
        return replace(typed, service_id=self.service_id, option_ids=ids if any(ids) else ())

    def _id_at(self, place: int, typed: "Asked") -> str:
        """The id of the option whose words were corrected here."""
        is_free = place < len(self.option_ids) and self.options[place] not in typed.options
        return self.option_ids[place] if is_free else ""


def with_ids(typed: Iterable[Asked], known: Iterable[Asked]) -> list[Asked]:
    """Questions typed as text keep what the service calls those of the same words, each once."""
    waiting = list(known)
    found = []
    for asked in typed:
        same = next((one for one in waiting if one.header == asked.header), None)
        if same is not None:
            waiting.remove(same)
        found.append(same.corrected(asked) if same is not None else asked)
    return found


def questions_of(session: Session, consultation_id: int) -> Sequence[Question]:
    """The questions in the authority's order, sections among them."""
    return session.scalars(
        select(Question)
        .join(Request, Request.id == Question.request_id)
        .where(Request.consultation_id == consultation_id)
        .order_by(Question.position)
    ).all()


def asked_of(questions: Sequence[Question]) -> list[Asked]:
    """The questions as they could be typed in again."""
    return [
        Asked(
            question.header,
            question.kind,
            is_mandatory=question.is_mandatory,
            options=tuple(question.options),
            service_id=question.service_id,
            option_ids=tuple(question.option_ids),
        )
        for question in questions
    ]


def save_questions(
    session: Session, request: Request, questions: Sequence[Asked], *, actor: Person, now: datetime
) -> None:
    """The questions as a whole: added, changed, moved or left out."""
    replace_questions(session, request, questions)
    record(
        session,
        "questions.saved",
        actor=actor,
        now=now,
        consultation_id=request.consultation_id,
        subject="request",
        subject_id=request.id,
        questions=len(questions),
    )
    session.flush()


def replace_questions(session: Session, request: Request, questions: Sequence[Asked]) -> None:
    """A question keeps its place when a published heading of the draft points at it."""
    require_questions(questions)
    before = [question.header for question in questions_of(session, request.consultation_id)]
    require_links_kept(session, request.consultation_id, before, [asked.header for asked in questions])
    session.execute(delete(Question).where(Question.request_id == request.id))
    session.add_all(
        Question(
            request_id=request.id,
            position=position,
            kind=asked.kind,
            header=asked.header,
            is_mandatory=asked.is_mandatory,
            options=list(asked.options),
            service_id=asked.service_id,
            option_ids=list(asked.option_ids),
        )
        for position, asked in enumerate(questions, start=1)
    )


def require_questions(questions: Sequence[Asked]) -> None:
    """Every question has words, a choice has something to choose from, a section asks nothing."""
    if len(questions) > MAX_QUESTIONS:
        raise Invalid("There can be at most %(limit)s questions.", field="questions", limit=MAX_QUESTIONS)
    for number, asked in enumerate(questions, start=1):
        if not asked.header:
            raise Invalid("Write the words of question %(number)s.", field="questions", number=number)
        require_size(asked.header, field="questions")
        if asked.kind is QuestionKind.CHOICE and len(set(asked.options)) < FEWEST_OPTIONS:
            raise Invalid(
                "Question %(number)s needs at least two different options.", field="questions", number=number
            )
        if asked.kind is QuestionKind.SECTION and (asked.is_mandatory or asked.options):
            raise Invalid("A section heading has no options and no answer.", field="questions")
