"""Which changes meet: in a sentence, at a point, on a block."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from consult.text.change import Change, Op, OpKind
from consult.text.document import Document
from consult.text.member import Member
from consult.text.places import core_end
from consult.text.union import Union

#: Characters [start, end) of the sentences that a member's words stand in.
_Row = tuple[int, int, Member]


def find_neighbours(base: Document, changes: Mapping[Member, Change]) -> list[tuple[Member, ...]]:
    """The connected components of all changes, each sorted; changes of one proposal alone never meet.

    Most changes are words of one block: those are compared with their block's others only.
    """
    rows: dict[str, list[_Row]] = {}
    others: dict[Member, Change] = {}
    for member, change in changes.items():
        if change.is_in_one_block:
            rows.setdefault(change.place.block, []).append((*_reach(base, change), member))
        else:
            others[member] = change
    for block in {op.block for change in others.values() for op in change.ops if op.is_words}:
        others.update((member, changes[member]) for _, _, member in rows.pop(block, ()))
    found = _with_deleted(base, others, rows, changes) if others else []
    for row in rows.values():
        found += [(row[0][2],)] if len(row) == 1 else _in_one_block(row, changes)
    return sorted(found)


def _with_deleted(
    base: Document,
    others: Mapping[Member, Change],
    rows: dict[str, list[_Row]],
    changes: Mapping[Member, Change],
) -> list[tuple[Member, ...]]:
    """The components of changes of blocks and of the words in blocks that they delete, which leave `rows`."""
    union: Union[Member] = Union()
    for component in _components(base, others):
        union.join_all(component)
    members = set(others)
    for member, change in others.items():
        for op in change.ops:
            row = rows.pop(op.block, None) if op.kind is OpKind.DELETE else None
            if row is not None:
                for component in _in_one_block(row, changes):
                    union.join_all([member, *component])
                    members.update(component)
    return _grouped(union, members)


def _reach(base: Document, change: Change) -> tuple[int, int]:
    """From where to where a change of words touches its block: its sentences, not the space behind them."""
    place, ops = change.place, [op for op in change.ops if op.block == change.place.block]
    text = base.by_id[place.block].text
    return place.start, max(core_end(text, place.start, place.end), ops[-1].end)


def _in_one_block(row: list[_Row], changes: Mapping[Member, Change]) -> Iterator[tuple[Member, ...]]:
    """The components among changed words of one block; changes of one proposal alone stay apart."""
    chains: list[tuple[int, list[Member]]] = []
    for start, end, member in sorted(row):
        apart: list[tuple[int, list[Member]]] = []
        met: list[Member] = []
        reach = end
        while chains and chains[-1][0] >= start:
            other_reach, others = chains.pop()
            if other_reach > start or _meet_at(start, others, member, changes):
                met, reach = _longer_first(met, others), max(reach, other_reach)
            else:
                apart.append((other_reach, others))
        met.append(member)
        chains += [*reversed(apart), (reach, met)]
    for _, chain in chains:
        if all(member.proposal == chain[0].proposal for member in chain):
            yield from ((member,) for member in chain)
        else:
            yield tuple(sorted(chain))


def _longer_first(one: list[Member], other: list[Member]) -> list[Member]:
    """Both lists as one; the longer is not copied."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    longer.extend(shorter)
    return longer


def _meet_at(point: int, chain: Sequence[Member], member: Member, changes: Mapping[Member, Change]) -> bool:
    """Whether words of two proposals end or begin at the point and one of them is an addition there."""
    own = _additions_at(point, changes[member])
    return bool(own) and any(
        is_addition or any(own)
        for other in chain
        if other.proposal != member.proposal
        for is_addition in _additions_at(point, changes[other])
    )


def _additions_at(point: int, change: Change) -> list[bool]:
    """For each operation that ends or begins at the point whether it only adds."""
    return [op.start == op.end for op in change.ops if point in (op.start, op.end)]


def _components(base: Document, changes: Mapping[Member, Change]) -> list[tuple[Member, ...]]:
    """The connected components of changes of any kind."""
    union: Union[Member] = Union()
    for meeting in _meetings(base, changes):
        if len({member.proposal for member in meeting}) > 1:
            union.join_all(meeting)
    return _grouped(union, changes)


def _grouped(union: Union[Member], members: Iterable[Member]) -> list[tuple[Member, ...]]:
    """The sets that members are in, each in order."""
    found: dict[Member, list[Member]] = {}
    for member in sorted(members):
        found.setdefault(union.root(member), []).append(member)
    return [tuple(component) for component in found.values()]


def _meetings(base: Document, changes: Mapping[Member, Change]) -> Iterator[Sequence[Member]]:
    """Lists of members of which each meets another one."""
    sentences: dict[str, list[tuple[int, int, Member]]] = {}
    points: dict[tuple[str, int], list[tuple[bool, Member]]] = {}
    blocks = _OnBlocks()
    for member, change in changes.items():
        for block, region in _regions(base, change):
            sentences.setdefault(block, []).append((*region, member))
        for op in change.ops:
            if op.is_words:
                for border in {op.start, op.end}:
                    points.setdefault((op.block, border), []).append((op.start == op.end, member))
            blocks.add(op, member)
    for rows in sentences.values():
        yield from _overlaps(rows)
    for meeting in points.values():
        for is_addition, member in meeting:
            if is_addition:
                yield [member, *(other for _, other in meeting if other.proposal != member.proposal)]
    yield from blocks.meetings()


def _regions(base: Document, change: Change) -> Iterator[tuple[str, tuple[int, int]]]:
    """The sentences that the words of a change touch, block by block."""
    place = change.place
    seen: set[str] = set()
    for op in change.ops:
        if not op.is_words:
            continue
        if op.block != place.block:
            yield op.block, (op.start, op.end)
        elif op.block not in seen:
            seen.add(op.block)
            yield op.block, _reach(base, change)


def _overlaps(rows: Iterable[tuple[int, int, Member]]) -> Iterator[list[Member]]:
    """Members whose sentences overlap, by chains."""
    meeting: list[Member] = []
    reach = -1
    for start, end, member in sorted(rows):
        if start >= reach:
            yield meeting
            meeting = []
        meeting.append(member)
        reach = max(reach, end)
    yield meeting


class _OnBlocks:
    """Operations on whole blocks, by what they could collide with."""

    def __init__(self) -> None:
        self._touching: dict[str, list[Member]] = {}
        self._deleting: dict[str, list[Member]] = {}
        self._putting: dict[tuple[str | None, str | None], list[Member]] = {}
        self._moving: dict[str, list[Member]] = {}
        self._following: dict[str, list[Member]] = {}
        self._styling: dict[str, list[Member]] = {}

    def add(self, op: Op, member: Member) -> None:
        """Sort an operation in."""
        if op.kind is not OpKind.ADD:
            self._touching.setdefault(op.block, []).append(member)
        own = {OpKind.DELETE: self._deleting, OpKind.MOVE: self._moving, OpKind.KIND: self._styling}
        if op.kind in own:
            own[op.kind].setdefault(op.block, []).append(member)
        if op.puts and op.new_block is not None:
            self._putting.setdefault((op.new_block.parent, op.after), []).append(member)
            if op.new_block.parent is not None:
                self._touching.setdefault(op.new_block.parent, []).append(member)
        if op.puts and op.after is not None:
            self._following.setdefault(op.after, []).append(member)

    def meetings(self) -> Iterator[Sequence[Member]]:
        """Who meets on a block: its deletion with anything on it, moves, kinds, what stands after it."""
        for block, members in self._deleting.items():
            yield [*members, *self._touching[block]]
        for block, members in self._moving.items():
            yield [*members, *self._following.get(block, ())]
        yield from self._styling.values()
        yield from self._putting.values()
