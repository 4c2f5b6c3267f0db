"""Where the words of one version stand in the next, exactly."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from consult.text.block import Block
from consult.text.compare import compare
from consult.text.comparison import Comparison, Entry
from consult.text.document import Document
from consult.text.lineage import Tree, tree
from consult.text.runs import Run, RunKind


class Segment(NamedTuple):
    """The old words [start, end) stand in `block` from `new_start` on."""

    start: int
    end: int
    block: str
    new_start: int


class NewPlace(NamedTuple):
    """Characters [start, end) of a block of the new version."""

    block: str
    start: int
    end: int


class BlockMap:
    """Carries places from an old document to a new one of the same lineage.

    >>> BlockMap(parse("Tilat auki."), parse("Tilat ovat auki.")).range("b1", 6, 10)
    NewPlace(block='b1', start=11, end=15)

    `runs` are the raw runs of blocks whose changes are known exactly, as `Applied.runs` has them.
    """

    def __init__(
        self, old: Document, new: Document, runs: Mapping[str, tuple[Run, ...]] | None = None
    ) -> None:
        self.old = old
        self.new = new
        self._known = runs or {}
        self._segments: dict[str, list[Segment]] = {}

    @cached_property
    def comparison(self) -> Comparison:
        """The two documents compared."""
        return compare(self.old, self.new)

    @cached_property
    def old_tree(self) -> Tree:
        """The old blocks under what they stand inside."""
        return tree(self.old.blocks)

    @cached_property
    def new_tree(self) -> Tree:
        """The new blocks under what they stand inside."""
        return tree(self.new.blocks)

    @cached_property
    def new_row_at(self) -> dict[str, int]:
        """The place of each new block among those it stands beside."""
        return {block.id: at for row in self.new_tree.values() for at, block in enumerate(row)}

    def is_same(self, block_id: str) -> bool:
        """Whether the block says the same, as the same kind of block, under its id."""
        old, new = self.old.by_id.get(block_id), self.new.by_id.get(block_id)
        if old is None or new is None:
            return False
        return old is new or (old.text, old.marks, old.style) == (new.text, new.marks, new.style)

    def segments(self, block_id: str) -> Sequence[Segment]:
        """The pieces of an old block that stayed, in order; none for a block that is gone."""
        if block_id not in self._segments:
            entry = self.comparison.by_old.get(block_id)
            found: dict[str, list[Segment]] = {block_id: []}
            for name, segment in self._of_entry(entry) if entry else ():
                found.setdefault(name, []).append(segment)
            self._segments |= found
        return self._segments[block_id]

    def _of_entry(self, entry: Entry) -> Iterator[tuple[str, Segment]]:
        """The pieces that stayed of all old blocks of an entry."""
        if not entry.old or not entry.new:
            return
        one, other = entry.old[0], entry.new[0]
        is_pair = len(entry.old) == len(entry.new) == 1
        if is_pair and one.text == other.text:
            yield one.id, Segment(0, len(one.text), other.id, 0)
            return
        runs = self._known.get(one.id, entry.runs) if is_pair else entry.runs
        old_at, new_at = _Offsets(entry.old), _Offsets(entry.new)
        for run in runs:
            if run.kind is RunKind.EQUAL:
                yield from _cut_at_blocks(run, old_at, new_at)

    def range(self, block: str, start: int, end: int) -> NewPlace | None:
        """Where the unbroken words [start, end) stand now; None if any of them changed."""
        segments = self.segments(block)
        at = bisect_right(segments, start, key=_start) - 1
        if at < 0 or end > segments[at].end:
            return None
        shift = segments[at].new_start - segments[at].start
        return NewPlace(segments[at].block, start + shift, end + shift)

    def point(self, block: str, at: int) -> NewPlace | None:
        """Where the point between two characters is now; None if words came or went around it."""
        left = right = None
        segments = self.segments(block)
        number = bisect_right(segments, at, key=_start)
        for segment in segments[max(number - 2, 0) : number]:
            shift = segment.new_start - segment.start
            if segment.start < at <= segment.end:
                left = NewPlace(segment.block, at + shift, at + shift)
            if segment.start <= at < segment.end:
                right = NewPlace(segment.block, at + shift, at + shift)
        if left is not None and right is not None:
            return left if left == right or left.block != right.block else None
        return self._edge(block, at, left or right, is_left=left is not None)

    def _edge(self, block: str, at: int, place: NewPlace | None, *, is_left: bool) -> NewPlace | None:
        """A point beside which only one side stayed: at the end of the block nothing may have come."""
        old = self.old.by_id[block].text
        if place is None:
            return NewPlace(block, 0, 0) if not old and self._is_empty(block) else None
        new = self.new.by_id[place.block].text
        if is_left and at == len(old):
            return place if place.start == len(new) else None
        if not is_left and at == 0:
            return place if place.start == 0 else None
        return place

    def _is_empty(self, block: str) -> bool:
        return block in self.new.by_id and not self.new.by_id[block].text

    def around(self, block: str, start: int, end: int) -> NewPlace | None:
        """What stands now between the words before `start` and the words after `end`, in one block."""
        segments = self.segments(block)
        before = bisect_right(segments, start, key=_start) - 1
        after = bisect_left(segments, end, key=_end)
        first = self._after(segments[before], start) if before >= 0 else self._beginning(block)
        last = self._before(segments[after], end) if after < len(segments) else self._end(block)
        if first is None or last is None or first[0] != last[0] or first[1] > last[1]:
            return None
        return NewPlace(first[0], first[1], last[1])

    def _after(self, segment: Segment, start: int) -> tuple[str, int]:
        return segment.block, segment.new_start + min(start, segment.end) - segment.start

    def _before(self, segment: Segment, end: int) -> tuple[str, int]:
        return segment.block, segment.new_start + max(end, segment.start) - segment.start

    def _beginning(self, block: str) -> tuple[str, int] | None:
        return (block, 0) if block in self.new.by_id else None

    def _end(self, block: str) -> tuple[str, int] | None:
        return (block, len(self.new.by_id[block].text)) if block in self.new.by_id else None


def _start(segment: Segment) -> int:
    return segment.start


def _end(segment: Segment) -> int:
    return segment.end


class _Offsets:
    """Where each of the texts joined by line feeds begins."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.ids = [block.id for block in blocks]
        self.lengths = [len(block.text) for block in blocks]
        self.starts: list[int] = []
        at = 0
        for length in self.lengths:
            self.starts.append(at)
            at += length + 1

    def find(self, at: int) -> tuple[int, int, int]:
        """The number of the text, the place in it, and how much of the text follows."""
        number = bisect_right(self.starts, at) - 1
        inside = at - self.starts[number]
        return number, inside, self.lengths[number] - inside


def _cut_at_blocks(run: Run, old: _Offsets, new: _Offsets) -> Iterator[tuple[str, Segment]]:
    """A run of a split or join, cut where a block ends on either side."""
    done = 0
    while done < len(run.text):
        old_number, old_inside, old_left = old.find(run.old_start + done)
        new_number, new_inside, new_left = new.find(run.new_start + done)
        length = min(old_left, new_left, len(run.text) - done)
        if length:
            segment = Segment(old_inside, old_inside + length, new.ids[new_number], new_inside)
            yield old.ids[old_number], segment
        done += max(length, 1)
