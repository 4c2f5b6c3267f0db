"""A comment hangs on a block and its quoted words; what was sent is only ever revised by a new row."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.answer import Answer
from consult.models.columns import Key, code, refers
from consult.models.person import Person


class CommentKind(StrEnum):
    """The guide questions."""

    MISSING = "missing"
    NEEDLESS = "needless"
    REPHRASE = "rephrase"
    DOING = "doing"
    OTHER = "other"


class Comment(Base):
    """A remark on one block of one version, or a reply to one."""

    __tablename__ = "comment"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    number: Mapped[int]
    answer_id: Mapped[int] = mapped_column(refers("answer.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(refers("person.id"))
    document_id: Mapped[int] = mapped_column(refers("document.id"), index=True)
    version_id: Mapped[int] = mapped_column(refers("version.id"), index=True)
    block_id: Mapped[str] = mapped_column(String(40))
    anchor: Mapped[dict[str, Any]]
    reply_to_id: Mapped[int | None] = mapped_column(refers("comment.id"), index=True)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]

    answer: Mapped[Answer] = relationship(lazy="raise")
    author: Mapped[Person | None] = relationship(lazy="raise")
    revisions: Mapped[list["CommentRevision"]] = relationship(
        lazy="raise", order_by="CommentRevision.number", back_populates="comment"
    )

    @property
    def current(self) -> "CommentRevision":
        """The words that stand now."""
        return self.revisions[-1]


class CommentRevision(Base):
    """The words of a comment at one time."""

    __tablename__ = "comment_revision"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(refers("comment.id"))
    number: Mapped[int]
    kind: Mapped[CommentKind] = mapped_column(code(CommentKind, "kind"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]

    comment: Mapped[Comment] = relationship(lazy="raise", back_populates="revisions")
