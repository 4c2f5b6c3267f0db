"""Gathering puts notes into a point or aside; rows are only appended, and undoing is a row too."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, code, refers


class GatheringKind(StrEnum):
    """What was done with the notes; BACK puts them among the unhandled, UNDO takes one gathering back."""

    POINT = "point"
    ASIDE = "aside"
    BACK = "back"
    UNDO = "undo"


class Gathering(Base):
    """One act; a note stands where the last act that was not undone put it."""

    __tablename__ = "gathering"
    __table_args__ = (
        CheckConstraint("(kind = 'point') = (point_id IS NOT NULL)", name="point"),
        CheckConstraint("(kind = 'undo') = (undoes_id IS NOT NULL)", name="undo"),
        CheckConstraint("kind <> 'aside' OR reason <> ''", name="reason"),
    )

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), index=True)
    kind: Mapped[GatheringKind] = mapped_column(code(GatheringKind, "kind"))
    point_id: Mapped[int | None] = mapped_column(refers("point.id"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    undoes_id: Mapped[int | None] = mapped_column(refers("gathering.id"), unique=True)
    actor_id: Mapped[int | None] = mapped_column(refers("person.id"))
    at: Mapped[datetime]


class GatheredNote(Base):
    """A note of an act; that of an undoing names the notes that it moved."""

    __tablename__ = "gathered_note"

    gathering_id: Mapped[int] = mapped_column(refers("gathering.id"), primary_key=True)
    note_id: Mapped[int] = mapped_column(refers("note.id"), primary_key=True, index=True)
