"""Many proposals on one base: what is free, what agrees, what must be decided together."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from consult.text.apply import Applied
from consult.text.block import Fragment
from consult.text.change import Change, Place
from consult.text.decide import Decision, Ruling, decide
from consult.text.document import Document
from consult.text.errors import StaleBase
from consult.text.group import Group, Member
from consult.text.neighbours import find_neighbours
from consult.text.proposal import Proposal
from consult.text.proposal_json import write_change
from consult.text.relation import SEVERITY, Level, relate, signature
from consult.text.suggest import suggest


@dataclass(frozen=True)
class Merge:
    """The relations of all changes; `places` holds every one of them in reading order."""

    base: Document
    changes: Mapping[Member, Change]
    places: tuple[Group, ...]

    @cached_property
    def free(self) -> tuple[Member, ...]:
        """Changes related to no other."""
        return tuple(sorted(group.members[0] for group in self.places if group.level is Level.FREE))

    @cached_property
    def agreed(self) -> tuple[tuple[Member, ...], ...]:
        """Changes that are the same in several proposals: one decision, applied once."""
        return tuple(group.members for group in self.places if group.level is Level.AGREE)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Changes that must be decided together."""
        return tuple(group for group in self.places if group.level not in (Level.FREE, Level.AGREE))

    def apply(
        self,
        decisions: Mapping[Member, Decision],
        wordings: Mapping[str, Fragment] | None = None,
        *,
        order: Sequence[Member] = (),
    ) -> Applied:
        """The base with what was accepted and the agent's own words, and where every word comes from.

        `wordings` are the agent's words by group key, in the place of the group's own. `order` names
        accepted changes at one point in the order they shall stand; without it they contradict each
        other. Raises PartlyDecided and Contradiction; without decisions the base comes back.
        """
        return decide(self.base, self.changes, self.places, Ruling(decisions, wordings or {}, order))


def merge(base: Document, proposals: Sequence[Proposal]) -> Merge:
    """Relate the changes of all proposals; the result does not depend on the order of `proposals`.

    Raises ValueError when two proposals have one key, StaleBase when one was written on another base.
    """
    if len({proposal.key for proposal in proposals}) < len(proposals):
        raise ValueError("two proposals have the same key")
    changes = {
        Member(proposal.key, change.index): change
        for proposal in sorted(proposals, key=lambda proposal: proposal.key)
        for change in proposal.changes
    }
    _check_base(base, changes.values())
    order = {block.id: place for place, block in enumerate(base.blocks)}
    groups = [_group(base, members, changes, order) for members in find_neighbours(changes)]
    return Merge(base, changes, tuple(sorted(groups, key=lambda group: _reading_order(group, order))))


def _check_base(base: Document, changes: Iterable[Change]) -> None:
    hashes: dict[str, str] = {}
    for change in changes:
        for op in change.ops:
            if not op.base_hash:
                continue
            block = base.by_id.get(op.block)
            if block is not None and op.block not in hashes:
                hashes[op.block] = block.content_hash
            if hashes.get(op.block) != op.base_hash:
                raise StaleBase(op.block)


def _reading_order(group: Group, order: Mapping[str, int]) -> tuple[int, int, int, Member]:
    place = group.place
    return order.get(place.block, -1), place.start, place.end, group.members[0]


def _group(
    base: Document, members: Sequence[Member], changes: Mapping[Member, Change], order: Mapping[str, int]
) -> Group:
    own = [changes[member] for member in members]
    level = _level(members, changes)
    place = _place(own, order)
    suggestion = None if level is Level.HARD else suggest(base, own, place)
    return Group(_key(members, own), level, tuple(members), place, suggestion, _alike(members, changes))


def _alike(members: Sequence[Member], changes: Mapping[Member, Change]) -> tuple[tuple[Member, ...], ...]:
    """The members that do the same, together."""
    rows: dict[object, list[Member]] = {}
    for member in members:
        rows.setdefault(signature(changes[member]), []).append(member)
    return tuple(tuple(row) for row in rows.values() if len(row) > 1)


def _level(members: Sequence[Member], changes: Mapping[Member, Change]) -> Level:
    """The worst relation of any two members."""
    if len(members) == 1:
        return Level.FREE
    distinct: dict[object, list[Member]] = {}
    for member in members:
        distinct.setdefault(signature(changes[member]), []).append(member)
    if len(distinct) == 1:
        return Level.AGREE
    worst = Level.NEAR
    rows = list(distinct.values())
    for number, row in enumerate(rows):
        for other in rows[number + 1 :]:
            if len({member.proposal for member in (*row, *other)}) == 1:
                continue
            found = relate(changes[row[0]], changes[other[0]])
            if found is Level.HARD:
                return found
            if found is not None and SEVERITY[found] > SEVERITY[worst]:
                worst = found
    return worst


def _place(changes: Sequence[Change], order: Mapping[str, int]) -> Place:
    """The sentences of all changes in the first block that any of them stands in."""
    first = min(
        (change.place for change in changes), key=lambda place: (order.get(place.block, -1), place.start)
    )
    own = [change.place for change in changes if change.place.block == first.block]
    return Place(first.block, first.start, max(place.end for place in own))


def _key(members: Sequence[Member], changes: Sequence[Change]) -> str:
    """A hash of who is in the group and what they say."""
    content = [
        [member.proposal, write_change(change)] for member, change in zip(members, changes, strict=True)
    ]
    canonical = json.dumps([1, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
