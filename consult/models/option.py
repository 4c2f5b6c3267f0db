"""Options of a question: what organisations hold of them, and which one the agent chose; only appended."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.answer import Answer
from consult.models.columns import Key, refers


class OptionChoice(Base):
    """The agent chose one option of a question, with a reason; a row that undoes another has no option.

    `question` is the question's place in the form, `header` its words when it was decided.
    """

    __tablename__ = "option_choice"
    __table_args__ = (
        Index(None, "consultation_id", "question"),
        CheckConstraint("(option IS NULL) = (undoes_id IS NOT NULL)", name="option"),
    )

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    question: Mapped[int]
    header: Mapped[str] = mapped_column(Text)
    option: Mapped[str | None] = mapped_column(Text)
    rationale: Mapped[str] = mapped_column(Text, default="")
    undoes_id: Mapped[int | None] = mapped_column(refers("option_choice.id"), unique=True)
    actor_id: Mapped[int | None] = mapped_column(refers("person.id"))
    chosen_at: Mapped[datetime]


class OptionPosition(Base):
    """What a voice holds of a question in its answer; the newest row stands, no option takes it back."""

    __tablename__ = "option_position"
    __table_args__ = (Index(None, "answer_id", "question"),)

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(refers("answer.id"))
    question: Mapped[int]
    option: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(refers("person.id"))
    stated_at: Mapped[datetime]

    answer: Mapped[Answer] = relationship(lazy="raise")


class VersionChoice(Base):
    """A choice that a version was published with; the version's hash covers it."""

    __tablename__ = "version_choice"

    version_id: Mapped[int] = mapped_column(refers("version.id"), primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    choice_id: Mapped[int] = mapped_column(refers("option_choice.id"))

    choice: Mapped[OptionChoice] = relationship(lazy="raise")
