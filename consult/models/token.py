"""Tokens and sessions are kept as hashes; a token has one purpose, and one for signing in is used once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, code, refers
from consult.models.invitation import Invitation
from consult.models.person import Person


class TokenPurpose(StrEnum):
    """What a token opens; using it for anything else is refused."""

    SIGN_IN = "sign_in"
    DEMONSTRATION = "demonstration"
    INVITE = "invite"
    UNSUBSCRIBE = "unsubscribe"
    CALENDAR = "calendar"


class Token(Base):
    """A link and a code that were mailed together."""

    __tablename__ = "token"

    id: Mapped[Key]
    purpose: Mapped[TokenPurpose] = mapped_column(code(TokenPurpose, "purpose"))
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), default="")
    challenge_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    person_id: Mapped[int | None] = mapped_column(refers("person.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(refers("invitation.id"), index=True)
    next_path: Mapped[str] = mapped_column(String(500), default="")
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(lazy="raise")
    invitation: Mapped[Invitation | None] = relationship(lazy="raise")


class SignedInSession(Base):
    """A browser that is signed in; ending it kills every copy of its cookie.

    One that an invitation began has a consultation and reaches nothing beyond it.
    """

    __tablename__ = "signed_in_session"

    id: Mapped[Key]
    id_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(refers("person.id"), index=True)
    consultation_id: Mapped[int | None] = mapped_column(refers("consultation.id"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")
