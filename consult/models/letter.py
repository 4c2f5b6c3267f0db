"""A letter is what stands around the text of a statement, and what is asked of its sender."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, refers


class Letter(Base):
    """The parts of a statement beside its text; those of several lines hold one thing on each."""

    __tablename__ = "letter"

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), unique=True)
    place: Mapped[str] = mapped_column(String(100), default="")
    main_points: Mapped[str] = mapped_column(Text, default="")
    closing: Mapped[str] = mapped_column(Text, default="")
    annexes: Mapped[str] = mapped_column(Text, default="")
    distribution: Mapped[str] = mapped_column(Text, default="")
    for_information: Mapped[str] = mapped_column(Text, default="")
    contacts: Mapped[str] = mapped_column(Text, default="")
    answerer: Mapped[str] = mapped_column(String(255), default="")
    recorder: Mapped[str] = mapped_column(String(255), default="")
    contact: Mapped[str] = mapped_column(String(255), default="")
    body: Mapped[str] = mapped_column(String(255), default="")
    handled_on: Mapped[date | None]
