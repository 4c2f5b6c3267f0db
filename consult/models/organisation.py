"""An organisation has one voice, whatever its size; memberships are dated."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, code, refers
from consult.models.person import Person


class MemberRole(StrEnum):
    """What a member may do in the organisation's name."""

    LEAD = "lead"
    MEMBER = "member"


class Organisation(Base):
    """A registered NGO."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(255), unique=True)
    sector: Mapped[str] = mapped_column(String(100), default="")
    municipality: Mapped[str] = mapped_column(String(100), default="")
    language: Mapped[str] = mapped_column(String(2), default="fi")
    created_at: Mapped[datetime]


class Membership(Base):
    """One person in one organisation, from a moment until a moment."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_current",
            "person_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(refers("person.id"))
    organisation_id: Mapped[int] = mapped_column(refers("organisation.id"), index=True)
    role: Mapped[MemberRole] = mapped_column(code(MemberRole, "role"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")
