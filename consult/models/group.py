"""A group is a named list of organisations, for invitations and filters."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, refers


class Group(Base):
    """Organisations under a name; they may be in many groups."""

    __tablename__ = "organisation_group"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(100))
    #: The name as it is compared: each once, whatever its capitals and spaces.
    identity: Mapped[str] = mapped_column(String(255), unique=True)
    created_at: Mapped[datetime]


class GroupMember(Base):
    """One organisation in one group."""

    __tablename__ = "group_member"

    group_id: Mapped[int] = mapped_column(refers("organisation_group.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(refers("organisation.id"), primary_key=True, index=True)
