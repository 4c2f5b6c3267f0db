"""A proposal changes text against a base version, with a rationale; editing it makes a revision."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.answer import Answer
from consult.models.columns import Key, code, refers
from consult.models.person import Person
from consult.models.voice import Voice


class ProposalKind(StrEnum):
    """What the form that made the proposal asked for."""

    REWORD = "reword"
    ADD = "add"
    REMOVE = "remove"
    MOVE = "move"


class Proposal(Base):
    """One suggested change of the text, numbered within its consultation."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    number: Mapped[int]
    answer_id: Mapped[int] = mapped_column(refers("answer.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(refers("person.id"))
    document_id: Mapped[int] = mapped_column(refers("document.id"), index=True)
    version_id: Mapped[int] = mapped_column(refers("version.id"), index=True)
    block_id: Mapped[str] = mapped_column(String(40))
    kind: Mapped[ProposalKind] = mapped_column(code(ProposalKind, "kind"))
    adopted_from_id: Mapped[int | None] = mapped_column(refers("proposal.id"))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]

    answer: Mapped[Answer] = relationship(lazy="raise")
    author: Mapped[Person | None] = relationship(lazy="raise")
    revisions: Mapped[list["ProposalRevision"]] = relationship(
        lazy="raise", order_by="ProposalRevision.number", back_populates="proposal"
    )

    @property
    def current(self) -> "ProposalRevision":
        """The revision that stands now."""
        return self.revisions[-1]


class ProposalRevision(Base):
    """The changes of a proposal at one time, as the engine wrote them, against one version."""

    __tablename__ = "proposal_revision"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    id: Mapped[Key]
    proposal_id: Mapped[int] = mapped_column(refers("proposal.id"))
    number: Mapped[int]
    version_id: Mapped[int] = mapped_column(refers("version.id"), index=True)
    changes: Mapped[dict[str, Any]]
    rationale: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]

    proposal: Mapped[Proposal] = relationship(lazy="raise", back_populates="revisions")
    supports: Mapped[list["Support"]] = relationship(lazy="raise", back_populates="revision")


class Support(Base):
    """One voice supports one revision; another wording asks for the support again."""

    __tablename__ = "support"
    __table_args__ = (
        Index(
            "uq_support_current",
            "revision_id",
            "voice_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    revision_id: Mapped[int] = mapped_column(refers("proposal_revision.id"), index=True)
    voice_id: Mapped[int] = mapped_column(refers("voice.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(refers("person.id"))
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    revision: Mapped[ProposalRevision] = relationship(lazy="raise", back_populates="supports")
    voice: Mapped[Voice] = relationship(lazy="raise")
