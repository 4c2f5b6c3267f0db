"""One organisation is let in after the closing of a round, until a moment and for a reason."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, refers
from consult.models.voice import Voice


class Admission(Base):
    """Letting in, which holds until its moment or until it is taken back."""

    __tablename__ = "admission"
    __table_args__ = (Index(None, "round_id", "voice_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(refers("round.id"))
    voice_id: Mapped[int] = mapped_column(refers("voice.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime]
    admitted_at: Mapped[datetime]
    admitted_by_id: Mapped[int] = mapped_column(refers("person.id"))
    revoked_at: Mapped[datetime | None]

    voice: Mapped[Voice] = relationship(lazy="raise")

    def is_open(self, now: datetime) -> bool:
        """Half-open like a round: at its second it is over."""
        return self.revoked_at is None and now < self.until
