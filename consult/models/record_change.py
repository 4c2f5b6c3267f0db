"""What the register says about an organisation changes in rows: what stood, what stands, who said so."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, refers
from consult.models.organisation import Organisation
from consult.models.person import Person


class RecordChange(Base):
    """One field of one organisation, changed at one moment; codes as they are kept."""

    __tablename__ = "record_change"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(refers("organisation.id"), index=True)
    field: Mapped[str] = mapped_column(String(40))
    old: Mapped[str] = mapped_column(String(255))
    new: Mapped[str] = mapped_column(String(255))
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(refers("person.id"))

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    changed_by: Mapped[Person | None] = relationship(lazy="raise")
