"""A work is cancelled or archived, and taken up again: every such step is a row, the newest one stands."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, code, refers


class EndingKind(StrEnum):
    """How a work ended, or that it goes on after all."""

    CANCELLED = "cancelled"
    ARCHIVED = "archived"
    RESUMED = "resumed"


class Ending(Base):
    """One such step; whoever reads the consultation reads the reason."""

    __tablename__ = "ending"

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), index=True)
    kind: Mapped[EndingKind] = mapped_column(code(EndingKind, "kind"))
    reason: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(refers("person.id"))
