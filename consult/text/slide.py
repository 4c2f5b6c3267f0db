"""Pure additions and removals slid, where words repeat, to where a reader would put them."""

from collections.abc import Iterable, Sequence

from consult.text.borders import Borders
from consult.text.hunk import Hunk

#: A reach of fewer characters is looked at one by one.
_NEAR = 16


def slide(old: Borders, new: Borders, hunks: Sequence[Hunk]) -> list[Hunk]:
    """The hunks at their best borders: of sentences, then of clauses, then of words, then the last one.

    What the hunks make of the old text never changes. Additions that can meet become one, and so do
    removals; otherwise hunks never touch, and replacements stay. Sliding again changes nothing.
    """
    return _Sliding(old, new, hunks).settled()


class _Sliding:
    def __init__(self, old: Borders, new: Borders, hunks: Sequence[Hunk]) -> None:
        self._old = old
        self._new = new
        self._hunks = list(hunks)
        self._settled: set[tuple[Hunk, ...]] = set()

    def settled(self) -> list[Hunk]:
        """Passes from the end and from the beginning in turn, until every hunk has found its place."""
        is_backward = True
        while True:
            is_alone = len(self._hunks) == 1
            if not self._passes(is_backward=is_backward) or is_alone:
                return self._hunks
            is_backward = not is_backward

    def _passes(self, *, is_backward: bool) -> bool:
        """One pass over all hunks; whether anything moved."""
        moved = False
        places = range(len(self._hunks))
        for at in reversed(places) if is_backward else places:
            if at < len(self._hunks) and self._hunks[at].is_pure and self._around(at) not in self._settled:
                moved |= self._settle(at)
        return moved

    def _around(self, at: int) -> tuple[Hunk, ...]:
        """A hunk with its neighbours: what its best place depends on."""
        return self._hunks[at], *self._hunks[max(at - 1, 0) : at + 2]

    def _settle(self, at: int) -> bool:
        """Join the hunk with a neighbour that it can reach, or else move it to the best place."""
        hunk = self._hunks[at]
        borders, other = (self._new, self._old) if hunk.is_addition else (self._old, self._new)
        (start, end), point = (hunk[2:], hunk[0]) if hunk.is_addition else (hunk[:2], hunk[2])
        first, last = self._reach(at, borders.text, start, end)
        if first == last:
            self._settled.add(self._around(at))
            return False
        shifts = [
            shift
            for shift in _shifts(borders, start, first, last)
            if borders.is_border(end + shift) and other.is_border(point + shift)
        ]
        if self._joins(at, shifts):
            return True
        if not shifts or shifts == [0]:
            self._settled.add(self._around(at))
            return False
        best = max(shifts, key=lambda shift: (borders.fitness(start + shift, end + shift), shift))
        self._hunks[at] = hunk.moved(best)
        self._settled.add(self._around(at))
        return best != 0

    def _reach(self, at: int, text: str, start: int, end: int) -> tuple[int, int]:
        """How many characters [start, end) can move left (negative) and right and leave the same text."""
        most, least = self._gap(at), -self._gap(at - 1)
        last = first = 0
        while last < most and text[start + last] == text[end + last]:
            last += 1
        while first > least and text[start + first - 1] == text[end + first - 1]:
            first -= 1
        return first + (not self._may_touch(at - 1, first)), last - (not self._may_touch(at, last))

    def _gap(self, at: int) -> int:
        """The characters that stay between a hunk and the next one."""
        end = self._hunks[at].end if at >= 0 else 0
        return (self._hunks[at + 1].start if at + 1 < len(self._hunks) else len(self._old.text)) - end

    def _may_touch(self, at: int, shift: int) -> bool:
        """Whether a hunk moved so far stays clear of its neighbour, or would only grow by it."""
        if abs(shift) < self._gap(at) or at < 0 or at + 1 == len(self._hunks):
            return True
        one, other = self._hunks[at : at + 2]
        return one.is_pure and other.is_pure and one.is_addition == other.is_addition

    def _joins(self, at: int, shifts: Sequence[int]) -> bool:
        hunk = self._hunks[at]
        if at + 1 < len(self._hunks) and self._gap(at) in shifts:
            hunk, other = hunk.moved(self._gap(at)), self._hunks.pop(at + 1)
            self._hunks[at] = Hunk(hunk.start, other.end, hunk.new_start, other.new_end)
            return True
        if at > 0 and -self._gap(at - 1) in shifts:
            hunk = hunk.moved(-self._gap(at - 1))
            other = self._hunks.pop(at - 1)
            self._hunks[at - 1] = Hunk(other.start, hunk.end, other.new_start, hunk.new_end)
            return True
        return False


def _shifts(borders: Borders, start: int, first: int, last: int) -> Iterable[int]:
    """How far from `start` words begin in [first, last]."""
    if last - first < _NEAR:
        return (shift for shift in range(first, last + 1) if borders.is_border(start + shift))
    return (place - start for place in borders.between(start + first, start + last))
