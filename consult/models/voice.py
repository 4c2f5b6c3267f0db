"""A voice is who a contribution speaks for: an organisation, a network, an event or the office."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, code, refers
from consult.models.organisation import Organisation


class VoiceKind(StrEnum):
    """Only organisations endorse; the office is the agent."""

    ORGANISATION = "organisation"
    NETWORK = "network"
    EVENT = "event"
    OFFICE = "office"


#: What is said in these voices is entered by the agent, also after the round, and is sent as it is saved.
BY_AGENT = frozenset({VoiceKind.OFFICE, VoiceKind.EVENT})


class Voice(Base):
    """Who speaks in one consultation."""

    __tablename__ = "voice"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'organisation') = (organisation_id IS NOT NULL)",
            name="organisation",
        ),
        Index("uq_voice_organisation", "consultation_id", "organisation_id", unique=True),
        Index(
            "uq_voice_office",
            "consultation_id",
            unique=True,
            sqlite_where=text("kind = 'office'"),
            postgresql_where=text("kind = 'office'"),
        ),
    )

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    kind: Mapped[VoiceKind] = mapped_column(code(VoiceKind, "kind"))
    organisation_id: Mapped[int | None] = mapped_column(refers("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))

    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
