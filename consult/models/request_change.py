"""What the authority changed while the work was under way; rows are only appended."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, refers
from consult.models.document import Version


class RequestChange(Base):
    """The deadline was moved from one moment to another, or the plan was replaced by `version_id`."""

    __tablename__ = "request_change"
    __table_args__ = (
        CheckConstraint(
            "(old_deadline_at IS NULL) = (new_deadline_at IS NULL) "
            "AND (new_deadline_at IS NULL) <> (version_id IS NULL)",
            name="subject",
        ),
    )

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), index=True)
    old_deadline_at: Mapped[datetime | None]
    new_deadline_at: Mapped[datetime | None]
    version_id: Mapped[int | None] = mapped_column(refers("version.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    actor_id: Mapped[int | None] = mapped_column(refers("person.id"))
    changed_at: Mapped[datetime]

    version: Mapped[Version | None] = relationship(lazy="raise")
