"""A member tells the lead that their part of the organisation's answer is ready."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, refers


class Readiness(Base):
    """Told once in a round; the lead got a mail of it."""

    __tablename__ = "readiness"
    __table_args__ = (UniqueConstraint("answer_id", "person_id"),)

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(refers("answer.id"))
    person_id: Mapped[int] = mapped_column(refers("person.id"), index=True)
    told_at: Mapped[datetime]
