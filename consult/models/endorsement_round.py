"""An endorsement round opens one exact version to be signed during [opens, closes)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, refers
from consult.models.document import Version


class EndorsementRound(Base):
    """The time during which organisations sign a version, which is frozen by its hash; one per version."""

    __tablename__ = "endorsement_round"
    __table_args__ = (CheckConstraint("opens_at < closes_at", name="order"),)

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), index=True)
    version_id: Mapped[int] = mapped_column(refers("version.id"), unique=True)
    version_hash: Mapped[str] = mapped_column(String(64))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]

    version: Mapped[Version] = relationship(lazy="raise")

    def is_open(self, now: datetime) -> bool:
        """Half-open: at the closing second it is closed."""
        return self.opens_at <= now < self.closes_at
