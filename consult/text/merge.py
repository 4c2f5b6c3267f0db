"""Many proposals on one base: what is free, what agrees, what must be decided together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from consult.text.apply import Applied
from consult.text.block import Fragment
from consult.text.change import Change
from consult.text.decide import Decision, Ruling, decide
from consult.text.document import Document
from consult.text.errors import StaleBase
from consult.text.group import Group, place_of
from consult.text.levels import level_of
from consult.text.member import Member
from consult.text.neighbours import find_neighbours
from consult.text.proposal import Proposal
from consult.text.relation import Level

#: Members that are decided together, and the worst relation between any two of them.
Together = tuple[tuple[Member, ...], Level]


@dataclass(frozen=True)
class Merge:
    """The relations of all changes; `changes` is in the order of their proposals' keys."""

    base: Document
    changes: Mapping[Member, Change]

    @cached_property
    def _together(self) -> list[Together]:
        return [(members, level_of(members, self.changes)) for members in find_neighbours(self.changes)]

    @cached_property
    def free(self) -> tuple[Member, ...]:
        """Changes related to no other."""
        return tuple(members[0] for members, level in self._together if level is Level.FREE)

    @cached_property
    def agreed(self) -> tuple[tuple[Member, ...], ...]:
        """Changes that are the same in several proposals: one decision, applied once."""
        return tuple(members for members, level in self._together if level is Level.AGREE)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Changes that must be decided together."""
        apart = (Level.FREE, Level.AGREE)
        return self._in_reading_order(found for found in self._together if found[1] not in apart)

    @cached_property
    def places(self) -> tuple[Group, ...]:
        """Every change in reading order, alone or with those it is decided with."""
        return self._in_reading_order(self._together)

    def _in_reading_order(self, found: Iterable[Together]) -> tuple[Group, ...]:
        order = self.base.places
        groups = [self._group(members, level) for members, level in found]
        groups.sort(
            key=lambda group: (
                order.get(group.place.block, -1),
                group.place.start,
                group.place.end,
                group.members[0],
            )
        )
        return tuple(groups)

    def _group(self, members: tuple[Member, ...], level: Level) -> Group:
        own = tuple([self.changes[member] for member in members])
        return Group(level, members, own, place_of(self.base, own), self.base)

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

    >>> base = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> edited = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat avoinna."),))
    >>> merge(base, [propose(base, edited, "a"), propose(base, edited, "b")]).agreed
    ((Member(proposal='a', change=0), Member(proposal='b', change=0)),)
    """
    if len({proposal.key for proposal in proposals}) < len(proposals):
        raise ValueError("two proposals have the same key")
    changes = {
        Member(proposal.key, change.index): change
        for proposal in sorted(proposals, key=attrgetter("key"))
        for change in proposal.changes
    }
    _check_base(base, changes.values())
    return Merge(base, changes)


def _check_base(base: Document, changes: Iterable[Change]) -> None:
    blocks = base.by_id
    checked: dict[str, str] = {}
    for change in changes:
        for op in change.ops:
            if op.base_hash and checked.get(op.block) != op.base_hash:
                block = blocks.get(op.block)
                if block is None or block.content_hash != op.base_hash:
                    raise StaleBase(op.block)
                checked[op.block] = op.base_hash
