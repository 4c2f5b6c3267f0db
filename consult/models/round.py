"""A round opens a version to voices during [opens, closes), judged by the server's clock."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, refers
from consult.models.document import Version


class Round(Base):
    """The time during which a draft's version may be commented and proposed to."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("opens_at < closes_at", name="order"),
    )

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    version_id: Mapped[int] = mapped_column(refers("version.id"))
    number: Mapped[int]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    #: Only what has changed since the version of the round before it may be commented and proposed to.
    is_narrow: Mapped[bool] = mapped_column(default=False)

    version: Mapped[Version] = relationship(lazy="raise")

    def is_open(self, now: datetime) -> bool:
        """A round is half-open: at the closing second it is closed."""
        return self.opens_at <= now < self.closes_at
