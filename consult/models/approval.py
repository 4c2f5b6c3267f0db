"""An approval says who approved a version for signing: which body, on which day."""

from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, refers


class Approval(Base):
    """A body approved one exact version; a later row corrects an earlier one, or takes it back."""

    __tablename__ = "approval"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(refers("version.id"), index=True)
    version_hash: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(String(255))
    approved_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    recorded_by_id: Mapped[int | None] = mapped_column(refers("person.id"))
    recorded_at: Mapped[datetime]
