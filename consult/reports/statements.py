"""A version as it leaves the house: in the order of the questions, with the options it was published with."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult import text
from consult.models import Version
from consult.reports.choices import version_choices
from consult.reports.texts import load_text


@dataclass(frozen=True)
class Statement:
    """The text in question order, and the chosen options by question."""

    content: text.Document
    answers: dict[int, str]

    @property
    def by_heading(self) -> dict[str, str]:
        """The chosen options by the id of the heading under which each stands."""
        return text.answers_by_heading(self.content, self.answers)

    def told(self, label: str) -> text.Document:
        """Each chosen option as the first paragraph under its heading."""
        return text.with_answers(self.content, self.answers, label=label)


def load_statement(session: Session, version: Version) -> Statement:
    """The version in two queries."""
    chosen = version_choices(session, version.id)
    return Statement(
        text.in_question_order(load_text(session, version.id)),
        {question: choice.option or "" for question, choice in chosen.items()},
    )
