"""A Word file that an organisation returned, and the parts of an answer that came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, refers


class ReturnedFile(Base):
    """What was uploaded and what was read of it; nothing of it is said before it is saved.

    `version_id` is the version that it is based on, none while that is not known. Once saved, only
    the file itself is kept, without the names of its writers, for those in whose name it speaks and for
    the agent. `digest` is the SHA-256 of its bytes as they came: by it the same file is known again.
    """

    __tablename__ = "returned_file"

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), index=True)
    document_id: Mapped[int] = mapped_column(refers("document.id"))
    version_id: Mapped[int | None] = mapped_column(refers("version.id"))
    uploaded_by_id: Mapped[int] = mapped_column(refers("person.id"))
    name: Mapped[str] = mapped_column(String(255))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    reply: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    uploaded_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]


class ReturnedPart(Base):
    """A proposal or a comment that came of a returned file."""

    __tablename__ = "returned_part"
    __table_args__ = (CheckConstraint("(proposal_id IS NULL) <> (comment_id IS NULL)", name="subject"),)

    id: Mapped[Key]
    file_id: Mapped[int] = mapped_column(refers("returned_file.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(refers("proposal.id"), unique=True)
    comment_id: Mapped[int | None] = mapped_column(refers("comment.id"), unique=True)
