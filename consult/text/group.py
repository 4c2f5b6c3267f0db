"""Changes that belong to one decision."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from consult.text.block import Fragment
from consult.text.change import Change, Place
from consult.text.document import Document
from consult.text.member import Member
from consult.text.proposal_json import write_change
from consult.text.relation import Level
from consult.text.suggest import suggest
from consult.text.twins import twins


@dataclass(frozen=True)
class Group:
    """Members decided together, their changes in the same order, and the sentences they stand in."""

    level: Level
    members: tuple[Member, ...]
    changes: tuple[Change, ...]
    place: Place
    base: Document = field(repr=False, compare=False)

    @cached_property
    def key(self) -> str:
        """A hash of who is in the group and what they say: another member, other words, another key."""
        rows = zip(self.members, self.changes, strict=True)
        content = [[member.proposal, write_change(change)] for member, change in rows]
        canonical = json.dumps([1, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def suggestion(self) -> Fragment | None:
        """The place with all members' words, where none collide."""
        return None if self.level is Level.HARD else suggest(self.base, self.changes, self.place)

    @cached_property
    def alike(self) -> tuple[tuple[Member, ...], ...]:
        """The members that say the same as each other."""
        return tuple(row for row in self.rivals(self.members) if len(row) > 1)

    def rivals(self, order: Sequence[Member]) -> tuple[tuple[Member, ...], ...]:
        """The members in an order, those that say the very same together."""
        return twins(order, dict(zip(self.members, self.changes, strict=True)))


def place_of(base: Document, changes: Sequence[Change]) -> Place:
    """The sentences of all changes in the first block that any of them stands in."""
    if len(changes) == 1:
        return changes[0].place
    order = base.places
    first = min(
        (order.get(change.place.block, -1), change.place.start, change.place.block) for change in changes
    )
    own = [change.place.end for change in changes if change.place.block == first[2]]
    return Place(first[2], first[1], max(own))
