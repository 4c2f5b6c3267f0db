"""Which sentences an operation touches."""

from collections.abc import Sequence

from consult.text.block import Block
from consult.text.change import Op
from consult.text.sentences import sentences

#: Characters [start, end) of a base block; empty for a new sentence between others.
Region = tuple[int, int]


def group_by_sentence(base: Block, new_text: str, ops: Sequence[Op]) -> list[tuple[Region, list[Op]]]:
    """Operations on one block's words, together where they touch the same sentence, and the sentences."""
    old_borders, borders = _borders(base.text), _borders(new_text)
    groups: list[tuple[Region, list[Op]]] = []
    shift = 0
    for op in ops:
        new_start = op.start + shift
        new_end = new_start + len(op.inserted.text)
        shift = new_end - op.end
        alone = _stands_alone(new_text, new_start, new_end, borders)
        region = _region(base.text, op, alone, old_borders)
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


def _borders(text: str) -> set[int]:
    """Where a sentence ends, before its space and after it."""
    found = {0, len(text)}
    for start, end in sentences(text):
        found |= {start + len(text[start:end].rstrip()), end}
    return found


def _stands_alone(text: str, start: int, end: int, borders: set[int]) -> tuple[bool, bool]:
    """Whether inserted words begin and end with a sentence in the new text."""
    first = start
    while first < end and text[first].isspace():
        first += 1
    return first in borders, end in borders


def _region(text: str, op: Op, alone: tuple[bool, bool], borders: set[int]) -> Region:
    if op.start < op.end:
        return _region_of_removed(text, op)
    start, end = sentences_around(text, op.start, op.end)
    if start < op.start < end and op.start not in borders:
        return start, end
    if all(alone):
        return op.start, op.start
    if alone[0] and op.start < end:
        return sentences_around(text, op.start, op.start + 1)
    if alone[1] and op.start > start:
        return sentences_around(text, op.start - 1, op.start)
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
