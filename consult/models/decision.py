"""A decision answers changes and comments with reasons; rows are only appended, undo is a row too."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, code, refers
from consult.models.comment import Comment
from consult.models.person import Person
from consult.models.proposal import ProposalRevision


class Outcome(StrEnum):
    """What became of a change or a comment."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"
    COMBINED = "combined"
    NOTED = "noted"
    POSTPONED = "postponed"


class Decision(Base):
    """One saved answer to everything in one place of the text.

    `group_hash` is the hash of the members that were seen; `place` the sentence in `version_id`;
    `wording` the agent's own words for it, if any. A decision that undoes another has no items.
    What is decided of a background document is told with the next version of the draft:
    `draft_version_id` is the one that stood then, and None where the draft itself is decided of.
    """

    __tablename__ = "decision"
    __table_args__ = (Index(None, "version_id", "group_hash"),)

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    document_id: Mapped[int] = mapped_column(refers("document.id"))
    version_id: Mapped[int] = mapped_column(refers("version.id"))
    # Added to a full table, which on SQLite takes no RESTRICT; NO ACTION keeps the version just as well.
    draft_version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"), index=True)
    group_hash: Mapped[str] = mapped_column(String(64))
    place: Mapped[dict[str, Any]]
    wording: Mapped[dict[str, Any] | None]
    rationale: Mapped[str] = mapped_column(Text, default="")
    undoes_id: Mapped[int | None] = mapped_column(refers("decision.id"), unique=True)
    actor_id: Mapped[int | None] = mapped_column(refers("person.id"))
    decided_at: Mapped[datetime]

    items: Mapped[list["DecisionItem"]] = relationship(
        lazy="raise", order_by="DecisionItem.id", back_populates="decision"
    )
    actor: Mapped[Person | None] = relationship(lazy="raise")


class DecisionItem(Base):
    """The outcome of one change of one revision, or of one comment."""

    __tablename__ = "decision_item"
    __table_args__ = (
        CheckConstraint("(revision_id IS NULL) <> (comment_id IS NULL)", name="subject"),
        CheckConstraint("(revision_id IS NULL) = (change IS NULL)", name="change"),
    )

    id: Mapped[Key]
    decision_id: Mapped[int] = mapped_column(refers("decision.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(refers("proposal_revision.id"), index=True)
    change: Mapped[int | None]
    comment_id: Mapped[int | None] = mapped_column(refers("comment.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(code(Outcome, "outcome"))
    rationale: Mapped[str] = mapped_column(Text, default="")

    decision: Mapped[Decision] = relationship(lazy="raise", back_populates="items")
    revision: Mapped[ProposalRevision | None] = relationship(lazy="raise")
    comment: Mapped[Comment | None] = relationship(lazy="raise")


class Clarification(Base):
    """A question back to the one who proposed or commented, or the reply to it."""

    __tablename__ = "clarification"
    __table_args__ = (CheckConstraint("(proposal_id IS NULL) <> (comment_id IS NULL)", name="subject"),)

    id: Mapped[Key]
    proposal_id: Mapped[int | None] = mapped_column(refers("proposal.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(refers("comment.id"), index=True)
    voice_id: Mapped[int] = mapped_column(refers("voice.id"))
    author_id: Mapped[int | None] = mapped_column(refers("person.id"))
    is_question: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
