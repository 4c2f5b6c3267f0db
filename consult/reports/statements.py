"""A version as it leaves the house: in the order of the questions, with the options it was published with."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.models import Document, Question, Request, Version
from consult.reports.choices import version_choices
from consult.reports.texts import load_text


@dataclass(frozen=True)
class Statement:
    """The text in question order, and the chosen options by question.

    `loose` are the questions that no heading answers, each with its chosen option.
    """

    content: text.Document
    answers: dict[int, str]
    loose: tuple[tuple[str, str], ...] = ()

    @property
    def by_heading(self) -> dict[str, str]:
        """The chosen options by the id of the heading under which each stands."""
        return text.answers_by_heading(self.content, self.answers)

    def told(self, label: str) -> text.Document:
        """Each chosen option as the first paragraph under its heading, else behind the text."""
        told = text.with_answers(self.content, self.answers, label=label)
        return text.with_loose_answers(told, self.loose, label=label)


def load_statement(session: Session, version: Version) -> Statement:
    """The version in two queries, in three when a chosen option has no heading."""
    chosen = version_choices(session, version.id)
    answers = {question: choice.option or "" for question, choice in chosen.items()}
    content = text.in_question_order(load_text(session, version.id))
    loose = text.unanswered_by_heading(content, answers)
    return Statement(content, answers, _with_headers(session, version, loose) if loose else ())


def _with_headers(
    session: Session, version: Version, loose: Mapping[int, str]
) -> tuple[tuple[str, str], ...]:
    """In the authority's order; a question that it has taken away has no words of its own any more."""
    rows = session.execute(
        select(Question.position, Question.header)
        .join(Request, Request.id == Question.request_id)
        .join(Document, Document.consultation_id == Request.consultation_id)
        .where(Document.id == version.document_id, Question.position.in_(loose))
    )
    headers = dict(rows.all())
    return tuple((headers.get(question, ""), loose[question]) for question in sorted(loose))
