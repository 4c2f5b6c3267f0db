"""Where a proposal or a comment stands in a later version; the original is never touched."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, code, refers


class PlacementOutcome(StrEnum):
    """How a contribution was carried over."""

    CLEAN = "clean"
    INCLUDED = "included"
    TOUCHED = "touched"
    CONFLICT = "conflict"
    GONE = "gone"
    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHAN = "orphan"


class Placement(Base):
    """One contribution in one version: its changes or its anchor there, when it could be carried."""

    __tablename__ = "placement"
    __table_args__ = (
        UniqueConstraint("revision_id", "version_id"),
        UniqueConstraint("comment_id", "version_id"),
        CheckConstraint("(revision_id IS NULL) <> (comment_id IS NULL)", name="subject"),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(refers("version.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(refers("proposal_revision.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(refers("comment.id"), index=True)
    outcome: Mapped[PlacementOutcome] = mapped_column(code(PlacementOutcome, "outcome"))
    block_id: Mapped[str | None] = mapped_column(String(40))
    changes: Mapped[dict[str, Any] | None]
    anchor: Mapped[dict[str, Any] | None]
