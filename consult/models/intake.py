"""An intake is a text brought in and not yet published: it is previewed and edited first."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, code, refers


class IntakeSource(StrEnum):
    """How the text came."""

    WORD = "word"
    PASTE = "paste"
    BLOCKS = "blocks"


class Intake(Base):
    """The blocks of a text that somebody is bringing in, with what could not be kept."""

    __tablename__ = "intake"

    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(refers("document.id"), unique=True)
    source: Mapped[IntakeSource] = mapped_column(code(IntakeSource, "source"))
    title: Mapped[str] = mapped_column(String(255), default="")
    blocks: Mapped[list[Any]]
    left_out: Mapped[list[Any]] = mapped_column(default=list)
    revision: Mapped[int] = mapped_column(default=1)
    saved_by_id: Mapped[int | None] = mapped_column(refers("person.id"))
    saved_at: Mapped[datetime]
