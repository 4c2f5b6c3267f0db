"""An answer is what one voice says in one round; it owns comments and proposals."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, code, refers
from consult.models.round import Round
from consult.models.voice import Voice


class Stance(StrEnum):
    """An answer may be as short as this."""

    ENDORSES = "endorses"
    NO_REMARKS = "no_remarks"


class Channel(StrEnum):
    """How the answer came."""

    WEB = "web"
    PHONE = "phone"
    PAPER = "paper"
    MAIL = "mail"
    WORD = "word"
    EVENT = "event"


class Answer(Base):
    """What one voice says in one round; `sent_at` is when it was last sent."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("voice_id", "round_id"),)

    id: Mapped[Key]
    voice_id: Mapped[int] = mapped_column(refers("voice.id"))
    round_id: Mapped[int] = mapped_column(refers("round.id"), index=True)
    channel: Mapped[Channel] = mapped_column(code(Channel, "channel"), default=Channel.WEB)
    started_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    voice: Mapped[Voice] = relationship(lazy="raise")
    round: Mapped[Round] = relationship(lazy="raise")


class Sending(Base):
    """One sending of an answer, with its stance; appended, never changed."""

    __tablename__ = "sending"

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(refers("answer.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(refers("person.id"))
    stance: Mapped[Stance | None] = mapped_column(code(Stance, "stance"))
    sent_at: Mapped[datetime]


class SpentPage(Base):
    """An opened form that has been saved or thrown away: what it still sends on its own is not kept."""

    __tablename__ = "spent_page"

    page: Mapped[str] = mapped_column(String(40), primary_key=True)
    person_id: Mapped[int] = mapped_column(refers("person.id"), primary_key=True)
    spent_at: Mapped[datetime] = mapped_column(index=True)


class Draft(Base):
    """What a person has typed into a form and not yet saved; it survives closing and sign-out."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "form"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(refers("person.id"))
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), index=True)
    form: Mapped[str] = mapped_column(String(200))
    fields: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
