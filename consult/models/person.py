"""A person signs in with an e-mail address; what a person may do comes from memberships and agencies."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, code


class MailPace(StrEnum):
    """When a person gets news by mail; what needs an answer always comes at once."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEEDED = "needed"


class Person(Base):
    """Somebody with an address."""

    __tablename__ = "person"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="fi")
    is_administrator: Mapped[bool] = mapped_column(default=False)
    mail_pace: Mapped[MailPace] = mapped_column(code(MailPace, "mail_pace"), default=MailPace.AT_ONCE)
    wants_reminders: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    @property
    def called(self) -> str:
        """The name; the address of whoever has told none, such as one who came by an invitation."""
        return self.name or self.email
