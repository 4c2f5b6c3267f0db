"""A workshop gathers notes in a room; its voice is the event, and its code opens a page for phones."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, code, refers
from consult.models.voice import Voice


class AttendanceKind(StrEnum):
    """Whom somebody who came stands for."""

    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"
    OTHER = "other"
    RESIDENT = "resident"


class Workshop(Base):
    """One event; `revision` counts the savings of its page, so that a stale one is noticed.

    It takes notes by phone during [opens, closes); one that is only the source of notes has no hours.
    """

    __tablename__ = "workshop"
    __table_args__ = (
        UniqueConstraint("consultation_id", "name"),
        CheckConstraint("(opens_at IS NULL) = (closes_at IS NULL)", name="hours"),
        CheckConstraint("opens_at < closes_at", name="order"),
    )

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    voice_id: Mapped[int] = mapped_column(refers("voice.id"), unique=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    place: Mapped[str] = mapped_column(String(255), default="")
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    themes: Mapped[list[Any]] = mapped_column(default=list)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    voice: Mapped[Voice] = relationship(lazy="raise")

    def is_open(self, now: datetime) -> bool:
        """Half-open like a round: at the closing second it is closed."""
        return (
            self.opens_at is not None and self.closes_at is not None and self.opens_at <= now < self.closes_at
        )


class Attendance(Base):
    """How many of one kind came, and how many were hoped for; None where nobody has said."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("workshop_id", "kind"),)

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(refers("workshop.id"))
    kind: Mapped[AttendanceKind] = mapped_column(code(AttendanceKind, "kind"))
    came: Mapped[int | None]
    target: Mapped[int | None]
