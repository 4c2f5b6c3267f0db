"""A submission records what was filed, when and by which channel."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, refers


class Submission(Base):
    """One version was filed with the authority."""

    __tablename__ = "submission"

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), unique=True)
    version_id: Mapped[int] = mapped_column(refers("version.id"))
    channel: Mapped[str] = mapped_column(String(100))
    receipt: Mapped[str] = mapped_column(Text, default="")
    filed_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(refers("person.id"))
