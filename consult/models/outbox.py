"""A mail waits in the outbox in the same transaction as its cause; the worker sends it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, refers


class OutboxMail(Base):
    """One mail to one address; `dedupe` keeps the same event from being told twice."""

    __tablename__ = "outbox_mail"
    __table_args__ = (Index("ix_outbox_mail_due", "sent_at", "failed_at", "next_try_at"),)

    id: Mapped[Key]
    template: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int | None] = mapped_column(refers("person.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    params: Mapped[dict[str, Any]]
    dedupe: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")
