"""Which sentences an operation touches."""

from bisect import bisect_left
from collections.abc import Sequence

from consult.text.block import Block
from consult.text.change import Op
from consult.text.sentences import sentences

#: Characters [start, end) of a base block; empty for a new sentence between others.
Region = tuple[int, int]


def group_by_sentence(base: Block, new_text: str, ops: Sequence[Op]) -> list[tuple[Region, list[Op]]]:
    """Operations on one block's words, together where they touch the same sentence, and the sentences."""
    groups: list[tuple[Region, list[Op]]] = []
    shift = 0
    for op in ops:
        new_start = op.start + shift
        new_end = new_start + len(op.inserted.text)
        shift = new_end - op.end
        if op.start < op.end:
            region = _region_of_removed(base.text, op)
        else:
            region = _region_of_added(base.text, op.start, _stands_alone(new_text, new_start, new_end))
        if groups and _meet(groups[-1], region, op):
            (start, end), members = groups.pop()
            groups.append(((min(start, region[0]), max(end, region[1])), [*members, op]))
        else:
            groups.append((region, [op]))
    return groups


def sentences_around(text: str, start: int, end: int) -> Region:
    """The whole sentences that [start, end) lies in; for a border the sentences on both sides."""
    touched = [
        (first, last)
        for first, last in sentences(text)
        if (first < end and start < last) or (start == end and first <= start <= last)
    ]
    return (touched[0][0], touched[-1][1]) if touched else (0, len(text))


def _is_border(text: str, at: int) -> bool:
    """Whether a sentence ends there, before its space or after it."""
    if at in (0, len(text)):
        return True
    found = sentences(text)
    start, end = found[bisect_left(found, (at,)) - 1]
    return at in (end, start + len(text[start:end].rstrip()))


def _stands_alone(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether inserted words begin and end with a sentence in the new text."""
    first = start
    while first < end and text[first].isspace():
        first += 1
    return _is_border(text, first), _is_border(text, end)


def _region_of_added(text: str, at: int, alone: tuple[bool, bool]) -> Region:
    start, end = sentences_around(text, at, at)
    if start < at < end and not _is_border(text, at):
        return start, end
    if all(alone):
        return at, at
    if alone[0] and at < end:
        return sentences_around(text, at, at + 1)
    if alone[1] and at > start:
        return sentences_around(text, at - 1, at)
    return start, end


def _region_of_removed(text: str, op: Op) -> Region:
    """A last sentence is removed with the space before it, which does not touch the sentence before."""
    words = op.removed.lstrip()
    if op.inserted.text or not words:
        return sentences_around(text, op.start, op.end)
    start, end = sentences_around(text, op.end - len(words), op.end)
    return min(start, op.start), end


def _meet(group: tuple[Region, list[Op]], region: Region, op: Op) -> bool:
    """Whether an operation belongs to the group before it: same sentence, or touching a new one."""
    (_, end), members = group
    return region[0] < end or (members[-1].end == op.start and (region[0] == region[1] or _is_point(group)))


def _is_point(group: tuple[Region, list[Op]]) -> bool:
    (start, end), _ = group
    return start == end
