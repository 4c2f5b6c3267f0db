"""An invitation asks one organisation through one address; its links work until the round closes."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, refers
from consult.models.consultation import Consultation
from consult.models.organisation import Organisation
from consult.models.person import Person


class Invitation(Base):
    """Who was asked, by whom and when; what became of the mail is noted by hand and can be undone."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("consultation_id", "organisation_id", "address"),)

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    organisation_id: Mapped[int] = mapped_column(refers("organisation.id"), index=True)
    address: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2))
    invited_by_id: Mapped[int] = mapped_column(refers("person.id"))
    invited_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(refers("person.id"))
    bounced_at: Mapped[datetime | None]
    bounce_note: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None]

    consultation: Mapped[Consultation] = relationship(lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")
    invited_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[invited_by_id])


class Reminder(Base):
    """One batch of reminders of one round: so many were reminded at this moment."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(refers("round.id"))
    number: Mapped[int]
    count: Mapped[int]
    sent_by_id: Mapped[int] = mapped_column(refers("person.id"))
    sent_at: Mapped[datetime]
