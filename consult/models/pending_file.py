"""A file that somebody has chosen and not yet confirmed: kept until then and no longer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, code, refers


class PendingKind(StrEnum):
    """What the file is to become."""

    REGISTER = "register"
    REQUEST = "request"
    NOTES = "notes"


class PendingFile(Base):
    """One file of one person for one purpose; the next one takes its place."""

    __tablename__ = "pending_file"
    __table_args__ = (UniqueConstraint("person_id", "kind"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(refers("person.id"))
    kind: Mapped[PendingKind] = mapped_column(code(PendingKind, "kind"))
    consultation_id: Mapped[int | None] = mapped_column(refers("consultation.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime]
