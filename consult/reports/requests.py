"""What the authority asks."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Question, QuestionKind, Request


def load_request(session: Session, consultation_id: int) -> tuple[Request | None, tuple[Question, ...]]:
    """The request and everything in its form in the authority's order, in one query."""
    rows = session.execute(
        select(Request, Question)
        .outerjoin(Question, Question.request_id == Request.id)
        .where(Request.consultation_id == consultation_id)
        .order_by(Question.position)
    ).all()
    asked: list[Question | None] = [question for _, question in rows]
    return (rows[0][0] if rows else None), tuple(question for question in asked if question is not None)


def question_numbers(questions: tuple[Question, ...]) -> dict[int, tuple[int, Question]]:
    """The number a reader sees for each question by its position; sections are not counted."""
    real = [question for question in questions if question.kind is not QuestionKind.SECTION]
    return {question.position: (number, question) for number, question in enumerate(real, start=1)}
