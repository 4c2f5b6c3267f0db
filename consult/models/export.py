"""An export says that a version was taken out to be filed with the authority."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, refers


class Export(Base):
    """One exact version was taken out; a later row may say that it was not after all."""

    __tablename__ = "export"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(refers("version.id"), index=True)
    version_hash: Mapped[str] = mapped_column(String(64))
    is_undone: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(refers("person.id"))
