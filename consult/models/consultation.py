"""A consultation is one joint statement or strategy; its stage is derived from what has happened."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, code, refers
from consult.models.organisation import Organisation
from consult.models.person import Person


class ConsultationKind(StrEnum):
    """What is being written together."""

    STATEMENT = "statement"
    POSITION = "position"
    STRATEGY = "strategy"


class Visibility(StrEnum):
    """When others' sent comments and proposals are seen by the other participants."""

    SENT = "sent"
    CLOSED = "closed"
    AGENT = "agent"


class Access(StrEnum):
    """Who may read the consultation at all."""

    PUBLIC = "public"
    INVITED = "invited"


class StageKind(StrEnum):
    """The stages of the work, in order; workshops and drafting are planned parts of the preparation.

    Filing is over once the statement has been filed.
    """

    NOTICED = "noticed"
    PLANNING = "planning"
    WORKSHOPS = "workshops"
    DRAFTING = "drafting"
    COMMENTING = "commenting"
    RECONCILING = "reconciling"
    PUBLISHED = "published"
    ENDORSING = "endorsing"
    APPROVED = "approved"
    EXPORTED = "exported"
    FILING = "filing"
    FOLLOWING = "following"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


#: What comes about by what somebody does, without planned days, while the work goes on.
MILESTONES = (StageKind.NOTICED, StageKind.PUBLISHED, StageKind.APPROVED, StageKind.EXPORTED)
#: The stages that have days in a timetable.
PLANNABLE: tuple[StageKind, ...] = tuple(
    kind for kind in StageKind if kind not in (*MILESTONES, StageKind.ARCHIVED, StageKind.CANCELLED)
)


class Consultation(Base):
    """One statement or strategy that organisations write together."""

    __tablename__ = "consultation"

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(255))
    kind: Mapped[ConsultationKind] = mapped_column(code(ConsultationKind, "kind"))
    summary: Mapped[str] = mapped_column(Text, default="")
    host: Mapped[str] = mapped_column(String(255), default="")
    visibility: Mapped[Visibility] = mapped_column(code(Visibility, "visibility"), default=Visibility.SENT)
    access: Mapped[Access] = mapped_column(code(Access, "access"), default=Access.PUBLIC)
    language: Mapped[str] = mapped_column(String(2), default="fi")
    #: Whether those who have not answered are reminded of the closing by themselves.
    sends_reminders: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class Stage(Base):
    """The planned days of one stage, shown as the step indicator; `number` counts its rounds."""

    __tablename__ = "stage"
    __table_args__ = (UniqueConstraint("consultation_id", "kind", "number"),)

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    kind: Mapped[StageKind] = mapped_column(code(StageKind, "kind"))
    number: Mapped[int] = mapped_column(default=1)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class Agency(Base):
    """A person is a change agent of one consultation, from a moment until a moment."""

    __tablename__ = "agency"

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), index=True)
    person_id: Mapped[int] = mapped_column(refers("person.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")


class Participation(Base):
    """An organisation takes part in a consultation."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("consultation_id", "organisation_id"),)

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    organisation_id: Mapped[int] = mapped_column(refers("organisation.id"), index=True)
    joined_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise")
