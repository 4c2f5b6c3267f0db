"""A point is what several notes come to; its words and where it went are appended, never changed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, code, refers


class Destination(StrEnum):
    """Where a point went; OPEN takes an earlier answer back."""

    TEXT = "text"
    PROPOSAL = "proposal"
    NOWHERE = "nowhere"
    OPEN = "open"


class Point(Base):
    """One point, numbered within its consultation."""

    __tablename__ = "point"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    number: Mapped[int]
    created_at: Mapped[datetime]


class PointWording(Base):
    """How a point was worded at one time; the last row stands."""

    __tablename__ = "point_wording"
    __table_args__ = (UniqueConstraint("point_id", "number"),)

    id: Mapped[Key]
    point_id: Mapped[int] = mapped_column(refers("point.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(500))
    actor_id: Mapped[int | None] = mapped_column(refers("person.id"))
    at: Mapped[datetime]


class PointAnswer(Base):
    """Where a point went: to blocks of a version, to a proposal, or nowhere for a reason; the last stands."""

    __tablename__ = "point_answer"
    __table_args__ = (
        UniqueConstraint("point_id", "number"),
        CheckConstraint("(destination = 'text') = (version_id IS NOT NULL)", name="version"),
        CheckConstraint("(destination = 'proposal') = (proposal_id IS NOT NULL)", name="proposal"),
        CheckConstraint("destination <> 'nowhere' OR reason <> ''", name="reason"),
    )

    id: Mapped[Key]
    point_id: Mapped[int] = mapped_column(refers("point.id"))
    number: Mapped[int]
    destination: Mapped[Destination] = mapped_column(code(Destination, "destination"))
    version_id: Mapped[int | None] = mapped_column(refers("version.id"))
    blocks: Mapped[list[Any]] = mapped_column(default=list)
    proposal_id: Mapped[int | None] = mapped_column(refers("proposal.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    actor_id: Mapped[int | None] = mapped_column(refers("person.id"))
    at: Mapped[datetime]
