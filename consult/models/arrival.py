"""What came for an organisation by phone, on paper or by mail, as the agent enters it on its behalf."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.answer import Answer, Channel
from consult.models.columns import Key, code, refers


class Arrival(Base):
    """One call, letter or mail; `told_by` stays with the agents, `sent_at` is when it was last confirmed."""

    __tablename__ = "arrival"

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(refers("answer.id"), index=True)
    channel: Mapped[Channel] = mapped_column(code(Channel, "channel"))
    arrived_on: Mapped[date] = mapped_column(Date)
    told_by: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int | None] = mapped_column(refers("person.id"))
    started_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    answer: Mapped[Answer] = relationship(lazy="raise")


class ArrivedPart(Base):
    """A proposal or a comment that came so."""

    __tablename__ = "arrived_part"
    __table_args__ = (CheckConstraint("(proposal_id IS NULL) <> (comment_id IS NULL)", name="subject"),)

    id: Mapped[Key]
    arrival_id: Mapped[int] = mapped_column(refers("arrival.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(refers("proposal.id"), unique=True)
    comment_id: Mapped[int | None] = mapped_column(refers("comment.id"), unique=True)


class CorrectionLink(Base):
    """The link of a confirmation: it corrects that arrival and nothing else, until the round closes."""

    __tablename__ = "correction_link"

    id: Mapped[Key]
    arrival_id: Mapped[int] = mapped_column(refers("arrival.id"), index=True)
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
