"""Which changes meet: in a sentence, at a point, on a block."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from consult.text.change import Change, Op, OpKind
from consult.text.group import Member
from consult.text.union import Union


def find_neighbours(changes: Mapping[Member, Change]) -> list[tuple[Member, ...]]:
    """The connected components of all changes, each sorted."""
    union: Union[Member] = Union()
    for meeting in _meetings(changes):
        if len({member.proposal for member in meeting}) > 1:
            for member in meeting[1:]:
                union.join(meeting[0], member)
    components: dict[Member, list[Member]] = {}
    for member in sorted(changes):
        components.setdefault(union.root(member), []).append(member)
    return [tuple(component) for component in components.values()]


def _meetings(changes: Mapping[Member, Change]) -> Iterator[Sequence[Member]]:
    """Lists of members of which each meets another one."""
    sentences: dict[str, list[tuple[int, int, Member]]] = {}
    points: dict[tuple[str, int], list[tuple[bool, Member]]] = {}
    blocks = _OnBlocks()
    for member, change in changes.items():
        for block, region in _regions(change):
            sentences.setdefault(block, []).append((*region, member))
        for op in change.ops:
            if op.is_words:
                for border in {op.start, op.end}:
                    points.setdefault((op.block, border), []).append((op.start == op.end, member))
            blocks.add(op, member)
    for rows in sentences.values():
        yield from _overlaps(rows)
    for meeting in points.values():
        if any(is_insertion for is_insertion, _ in meeting):
            yield [member for _, member in meeting]
    yield from blocks.meetings()


def _regions(change: Change) -> Iterator[tuple[str, tuple[int, int]]]:
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
            yield op.block, (place.start, place.end)


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
