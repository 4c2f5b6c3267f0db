"""The filters of the list: every value is one the list itself offers."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import request, url_for
from werkzeug.exceptions import BadRequest

from consult.reports.contributions import Entry, State
from consult.web.query import asked_choice


class Which(StrEnum):
    """Proposals, comments or both."""

    ALL = "all"
    PROPOSAL = "proposal"
    COMMENT = "comment"


class AskedState(StrEnum):
    """Any state, or one of them."""

    ANY = "any"
    DRAFT = "draft"
    OPEN = "open"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    COMBINED = "combined"
    DECLINED = "declined"
    NOTED = "noted"
    POSTPONED = "postponed"


@dataclass(frozen=True)
class Wanted:
    """What the reader has chosen."""

    which: Which
    state: AskedState
    chapter: str
    organisation: int
    block: str

    @property
    def is_anything(self) -> bool:
        """Whether something is left out."""
        return self != Wanted(Which.ALL, AskedState.ANY, "", 0, "")

    def url(self, page: int) -> str:
        """The same choice on another page of the list."""
        chosen: dict[str, Any] = {
            "kind": self.which.value if self.which is not Which.ALL else None,
            "state": self.state.value if self.state is not AskedState.ANY else None,
            "chapter": self.chapter or None,
            "organisation": self.organisation or None,
            "block": self.block or None,
            "page": page if page > 1 else None,
        }
        return url_for("reading.contributions", **chosen)

    def takes(self, chapter_of: Callable[[Entry], str]) -> Callable[[Entry], bool]:
        """Whether an entry is wanted."""

        def wanted(entry: Entry) -> bool:
            return (
                self.which.value in ("all", entry.noun.value)
                and self.state.value in ("any", entry.state.value)
                and self.chapter in ("", chapter_of(entry))
                and self.organisation in (0, entry.voice_id)
                and self.block in ("", entry.block_id)
            )

        return wanted


def asked_wanted(chapters: Iterable[str], voices: Mapping[int, str]) -> Wanted:
    """The reader's choice; a chapter or an organisation that the list does not have is 400."""
    given = request.args.get("organisation", "")
    organisation = next((voice_id for voice_id in voices if str(voice_id) == given), 0)
    chapter = request.args.get("chapter", "")
    if (given and not organisation) or (chapter and chapter not in set(chapters)):
        raise BadRequest
    return Wanted(
        which=asked_choice("kind", Which.ALL),
        state=asked_choice("state", AskedState.ANY),
        chapter=chapter,
        organisation=organisation,
        block=request.args.get("block", "")[:40],
    )


def count_states(entries: Iterable[Entry]) -> list[tuple[State, int]]:
    """How many entries there are in each state that occurs, in the order of the work; talk has none."""
    counts = Counter(entry.state for entry in entries)
    return [(state, counts[state]) for state in State if counts[state] and state is not State.SENT]
