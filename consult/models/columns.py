"""Column types that every model shares."""

from enum import StrEnum
from typing import Annotated

from sqlalchemy import Enum, ForeignKey
from sqlalchemy.orm import mapped_column

Key = Annotated[int, mapped_column(primary_key=True)]


def code(kind: type[StrEnum], name: str) -> Enum:
    """English codes in a string column with a named CHECK; labels live in the catalogues."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


def refers(target: str) -> ForeignKey:
    """A reference that keeps what it refers to from being deleted."""
    return ForeignKey(target, ondelete="RESTRICT")
