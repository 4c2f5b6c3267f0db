"""What the agent looks for in the queue: state, chapter, kind of place, sector, page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import request, url_for
from werkzeug.exceptions import BadRequest

from consult.reports.reconciliation import COMMENT, Spot
from consult.web.query import asked_choice


class Shown(StrEnum):
    """Which part of the queue is listed."""

    OPEN = "open"
    DECIDED = "decided"
    WAITING = "waiting"


class PlaceKind(StrEnum):
    """What stands in a place."""

    ALL = "all"
    TOGETHER = "together"
    ALONE = "alone"
    COMMENT = "comment"


@dataclass(frozen=True)
class Sought:
    """What the agent has chosen; `document` is a background document's id, None for the draft."""

    document: int | None = None
    shown: Shown = Shown.OPEN
    kind: PlaceKind = PlaceKind.ALL
    chapter: str = ""
    sector: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether something of this state is left out."""
        return self != Sought(self.document, self.shown)

    def url(self, page: int = 1, *, shown: str | None = None) -> str:
        """The same choice on another page, or for another state."""
        state = shown or self.shown.value
        chosen: dict[str, Any] = {
            "document": self.document,
            "show": state if state != Shown.OPEN.value else None,
            "kind": self.kind.value if self.kind is not PlaceKind.ALL else None,
            "chapter": self.chapter or None,
            "sector": self.sector or None,
            "page": page if page > 1 else None,
        }
        return url_for("reconciling.queue", **chosen)

    def takes(self, spot: Spot, chapter_of: Callable[[str], str], sectors: Iterable[str]) -> bool:
        """Whether a place is sought, whatever its state."""
        return (
            (self.kind is PlaceKind.ALL or self.kind is _kind(spot))
            and self.chapter in ("", chapter_of(spot.block_id))
            and (not self.sector or self.sector in sectors)
        )

    def takes_state(self, spot: Spot) -> bool:
        """Whether a place is in the state that is listed."""
        if self.shown is Shown.DECIDED:
            return not spot.is_open
        return spot.is_open and (self.shown is Shown.OPEN or spot.is_waiting)


def asked_sought(document: int | None, chapters: Iterable[str], sectors: Iterable[str]) -> Sought:
    """The agent's choice; a chapter or a sector that the queue does not have is 400."""
    chapter, sector = request.args.get("chapter", ""), request.args.get("sector", "")
    if (chapter and chapter not in set(chapters)) or (sector and sector not in set(sectors)):
        raise BadRequest
    return Sought(
        document=document,
        shown=asked_choice("show", Shown.OPEN),
        kind=asked_choice("kind", PlaceKind.ALL),
        chapter=chapter,
        sector=sector,
    )


def _kind(spot: Spot) -> PlaceKind:
    if spot.level == COMMENT:
        return PlaceKind.COMMENT
    return PlaceKind.TOGETHER if len(spot.members) > 1 else PlaceKind.ALONE
