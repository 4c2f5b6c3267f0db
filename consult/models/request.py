"""A request is what an authority asks: its questions, register number and deadline."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, code, refers


class QuestionKind(StrEnum):
    """How a question is answered; a section is a heading between questions."""

    TEXT = "text"
    CHOICE = "choice"
    SECTION = "section"


class Request(Base):
    """An authority's request; `required_data` must be told by the answerer, `channels` say where to file."""

    __tablename__ = "request"

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), unique=True)
    title: Mapped[str] = mapped_column(String(255))
    authority: Mapped[str] = mapped_column(String(255))
    register_number: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    deadline_at: Mapped[datetime]
    deadline_wall_clock: Mapped[str] = mapped_column(String(16))
    deadline_zone: Mapped[str] = mapped_column(String(64))
    required_data: Mapped[list[Any]] = mapped_column(default=list)
    channels: Mapped[list[Any]] = mapped_column(default=list)


class Question(Base):
    """One question of a request, in the authority's order."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("request_id", "position"),)

    id: Mapped[Key]
    request_id: Mapped[int] = mapped_column(refers("request.id"))
    position: Mapped[int]
    kind: Mapped[QuestionKind] = mapped_column(code(QuestionKind, "kind"))
    header: Mapped[str] = mapped_column(Text)
    is_mandatory: Mapped[bool] = mapped_column(default=False)
    options: Mapped[list[Any]] = mapped_column(default=list)
    #: What the consultation service calls the question and, in the order of `options`, each of them.
    service_id: Mapped[str] = mapped_column(String(100), default="")
    option_ids: Mapped[list[Any]] = mapped_column(default=list)
