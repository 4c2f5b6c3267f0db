"""The log says who did what when; it holds ids only, so that a person can be erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, refers
from consult.models.person import Person


class LogEntry(Base):
    """One state change; `hash` covers it and, through the hash of the row before, everything earlier."""

    __tablename__ = "log_entry"

    id: Mapped[Key]
    at: Mapped[datetime]
    consultation_id: Mapped[int | None] = mapped_column(refers("consultation.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(refers("person.id"))
    voice_id: Mapped[int | None] = mapped_column(refers("voice.id"))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(40), default="")
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    hash: Mapped[str] = mapped_column(String(64))

    actor: Mapped[Person | None] = relationship(lazy="raise")
