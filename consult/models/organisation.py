"""An organisation has one voice, whatever its size; memberships are dated."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, code, refers
from consult.models.person import Person


class MemberRole(StrEnum):
    """What a member may do in the organisation's name."""

    LEAD = "lead"
    MEMBER = "member"


class OrganisationKind(StrEnum):
    """How wide an area the organisation works in."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"
    OTHER = "other"


class ContactChannel(StrEnum):
    """How the organisation is best reached and answers."""

    WEB = "web"
    MAIL = "mail"
    PHONE = "phone"
    PAPER = "paper"
    WORD = "word"
    EVENT = "event"


class Senders(StrEnum):
    """Who may send the organisation's answer: every member what they wrote, or only a lead."""

    MEMBERS = "members"
    LEADS = "leads"


class Organisation(Base):
    """A registered NGO; a business id may be shared by branches, the identity of the name is its own.

    `identity`, `searched_as` and `sorted_as` follow from the rest and are written with it.
    """

    __tablename__ = "organisation"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(255), unique=True)
    business_id: Mapped[str] = mapped_column(String(9), default="", index=True)
    kind: Mapped[OrganisationKind | None] = mapped_column(code(OrganisationKind, "kind"))
    sector: Mapped[str] = mapped_column(String(100), default="")
    municipality: Mapped[str] = mapped_column(String(100), default="")
    sub_region: Mapped[str] = mapped_column(String(100), default="")
    language: Mapped[str] = mapped_column(String(2), default="fi")
    channel: Mapped[ContactChannel | None] = mapped_column(code(ContactChannel, "channel"))
    email: Mapped[str] = mapped_column(String(254), default="")
    senders: Mapped[Senders] = mapped_column(code(Senders, "senders"), default=Senders.MEMBERS)
    identity: Mapped[str] = mapped_column(String(255), unique=True)
    searched_as: Mapped[str] = mapped_column(Text)
    sorted_as: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    #: When a lead last said that all this is true, and who.
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(refers("person.id"))


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
