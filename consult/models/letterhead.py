"""A letterhead is what the exported pages of a consultation carry around their text."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, refers


class Letterhead(Base):
    """The logo above the first page, the lines above the others and those below every page."""

    __tablename__ = "letterhead"

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), unique=True)
    logo_hash: Mapped[str | None] = mapped_column(refers("picture.hash"), index=True)
    logo_alt: Mapped[str] = mapped_column(String(255), default="")
    header: Mapped[str] = mapped_column(Text, default="")
    footer: Mapped[str] = mapped_column(Text, default="")
