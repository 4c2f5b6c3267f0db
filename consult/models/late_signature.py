"""A late signature joins a version after its signing has closed: it stands in a dated addendum."""

from datetime import date, datetime

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, refers


class LateSignature(Base):
    """An organisation that came afterwards, under the name it had then; one may be taken out again."""

    __tablename__ = "late_signature"
    __table_args__ = (
        Index(
            "uq_late_signature_standing",
            "version_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(refers("version.id"))
    organisation_id: Mapped[int] = mapped_column(refers("organisation.id"), index=True)
    organisation_name: Mapped[str] = mapped_column(String(255))
    municipality: Mapped[str] = mapped_column(String(100), default="")
    signatory: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(255))
    signed_on: Mapped[date]
    added_by_id: Mapped[int | None] = mapped_column(refers("person.id"))
    added_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
