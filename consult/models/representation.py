"""A sector representative speaks for a network in one consultation, and says whom the network heard."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, refers
from consult.models.person import Person
from consult.models.voice import Voice


class Representation(Base):
    """One person for one network, from a moment until a moment."""

    __tablename__ = "representation"
    __table_args__ = (
        Index(
            "uq_representation_current",
            "voice_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    voice_id: Mapped[int] = mapped_column(refers("voice.id"))
    person_id: Mapped[int] = mapped_column(refers("person.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    voice: Mapped[Voice] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


class Hearing(Base):
    """Whom a network heard, in its own words; the newest row counts."""

    __tablename__ = "hearing"

    id: Mapped[Key]
    voice_id: Mapped[int] = mapped_column(refers("voice.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    said_by_id: Mapped[int] = mapped_column(refers("person.id"))
    said_at: Mapped[datetime]
