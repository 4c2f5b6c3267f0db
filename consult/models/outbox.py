"""A mail waits in the outbox in the same transaction as its cause; the worker sends it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, code, refers


class Trouble(StrEnum):
    """Why a mail has not left, or will not."""

    UNREACHABLE = "unreachable"
    SILENT = "silent"
    LATER = "later"
    REFUSED = "refused"
    ADDRESS = "address"
    INSECURE = "insecure"
    PASSWORD = "password"  # noqa: S105 - the name of a trouble, no password
    BROKEN = "broken"
    OVERTAKEN = "overtaken"
    UNWANTED = "unwanted"
    LEFT = "left"


class OutboxMail(Base):
    """One mail to one address; `dedupe` keeps the same event from being told twice.

    `failed_at` is when it was given up; with `dropped_at` nobody waits for it any more. What waits for the
    recipient's digest is gathered into another mail, `digest_id`.
    """

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
    dropped_at: Mapped[datetime | None]
    waits_for_digest: Mapped[bool] = mapped_column(default=False)
    digest_id: Mapped[int | None] = mapped_column(refers("outbox_mail.id"), index=True)
    trouble: Mapped[Trouble | None] = mapped_column(code(Trouble, "trouble"))
    error: Mapped[str] = mapped_column(Text, default="")
