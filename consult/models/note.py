"""A note is what somebody wrote in a workshop; two notes that say the same are two notes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, code, refers
from consult.models.person import Person
from consult.models.workshop import Workshop


class NoteOrigin(StrEnum):
    """How the note came here."""

    PHONE = "phone"
    PASTED = "pasted"
    TABLE = "table"


class Note(Base):
    """One note, numbered within its consultation; it is never changed, and nobody is made its author.

    `page` is the opened form it came by: the same form sent twice says it once. `reference` is the id it
    had in a table.
    """

    __tablename__ = "note"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("(version_id IS NULL) = (block_id IS NULL)", name="block"),
        Index(
            "uq_note_reference",
            "consultation_id",
            "reference",
            unique=True,
            sqlite_where=text("reference <> ''"),
            postgresql_where=text("reference <> ''"),
        ),
    )

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"))
    workshop_id: Mapped[int] = mapped_column(refers("workshop.id"), index=True)
    number: Mapped[int]
    origin: Mapped[NoteOrigin] = mapped_column(code(NoteOrigin, "origin"))
    text: Mapped[str] = mapped_column(Text)
    theme: Mapped[str] = mapped_column(String(100), default="")
    version_id: Mapped[int | None] = mapped_column(refers("version.id"))
    block_id: Mapped[str | None] = mapped_column(String(40))
    organisation_id: Mapped[int | None] = mapped_column(refers("organisation.id"), index=True)
    organisation_name: Mapped[str] = mapped_column(String(255), default="")
    is_from_organisation: Mapped[bool] = mapped_column(default=False)
    reference: Mapped[str] = mapped_column(String(40), default="")
    page: Mapped[str] = mapped_column(String(60), unique=True)
    created_by_id: Mapped[int | None] = mapped_column(refers("person.id"))
    created_at: Mapped[datetime]

    workshop: Mapped[Workshop] = relationship(lazy="raise")


class NoteHiding(Base):
    """An unlawful note is hidden, or shown again: who, when and why; the last row stands."""

    __tablename__ = "note_hiding"

    id: Mapped[Key]
    note_id: Mapped[int] = mapped_column(refers("note.id"), index=True)
    is_hidden: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    actor_id: Mapped[int | None] = mapped_column(refers("person.id"))
    at: Mapped[datetime]

    actor: Mapped[Person | None] = relationship(lazy="raise")
