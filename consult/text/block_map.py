"""Where the words of one version stand in the next, exactly."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from consult.text.block import Block
from consult.text.compare import compare
from consult.text.comparison import Comparison, Entry
from consult.text.document import Document
from consult.text.runs import Run, RunKind


@dataclass(frozen=True, slots=True)
class Segment:
    """The old words [start, end) stand in `block` from `new_start` on."""

    start: int
    end: int
    block: str
    new_start: int


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Characters [start, end) of a block of the new version."""

    block: str
    start: int
    end: int


class BlockMap:
    """Carries places from an old document to a new one of the same lineage.

    `runs` are the raw runs of blocks whose changes are known exactly, as `Applied.runs` has them.
    """

    def __init__(
        self, old: Document, new: Document, runs: Mapping[str, tuple[Run, ...]] | None = None
    ) -> None:
        self.old = old
        self.new = new
        self._known = runs or {}

    @cached_property
    def comparison(self) -> Comparison:
        """The two documents compared."""
        return compare(self.old, self.new)

    @cached_property
    def segments(self) -> dict[str, list[Segment]]:
        """For each old block the pieces of it that stayed, in order."""
        found: dict[str, list[Segment]] = {block.id: [] for block in self.old.blocks}
        for entry in self.comparison.entries:
            for block_id, segment in self._segments(entry):
                found[block_id].append(segment)
        return found

    def _segments(self, entry: Entry) -> Iterator[tuple[str, Segment]]:
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
        for segment in self.segments.get(block, ()):
            if segment.start <= start and end <= segment.end:
                shift = segment.new_start - segment.start
                return NewPlace(segment.block, start + shift, end + shift)
        return None

    def point(self, block: str, at: int) -> NewPlace | None:
        """Where the point between two characters is now; None if words came or went around it."""
        left = right = None
        for segment in self.segments.get(block, ()):
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
        segments = self.segments.get(block, [])
        before = [
            segment for segment in segments if segment.start < start or segment.start == start < segment.end
        ]
        after = [segment for segment in segments if segment.end > end or segment.start < end == segment.end]
        first = self._after(before[-1], start) if before else self._beginning(block)
        last = self._before(after[0], end) if after else self._end(block)
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
