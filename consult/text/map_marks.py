"""Marks carried over to words that were edited as plain text."""

from consult.text.block import OBJECT_MARKS, Block, Mark, MarkKind
from consult.text.hunk import Hunk
from consult.text.hunks import find_hunks
from consult.text.marks import canonical

_GROWS = (MarkKind.BOLD, MarkKind.ITALIC, MarkKind.UNDERLINE)


def map_marks(block: Block, new_text: str) -> tuple[Mark, ...]:
    """The marks of a block on its new text; looks grow at their end, links, notes and pictures do not.

    >>> block = Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki", marks=(Mark(0, 5, MarkKind.BOLD),))
    >>> map_marks(block, "Kaikki tilat ovat auki")
    (Mark(start=0, end=12, kind=<MarkKind.BOLD: 'bold'>, target='', alt=''),)
    """
    hunks = find_hunks(block.text, new_text)
    return canonical(
        moved for mark in block.marks if (moved := _move(mark, hunks)) is not None and moved.start < moved.end
    )


def _move(mark: Mark, hunks: tuple[Hunk, ...]) -> Mark | None:
    """A mark inside whose range words were replaced keeps the new ones; None when its words are gone."""
    grows = mark.kind in _GROWS
    start, end = mark.start, mark.end
    shift_start = shift_end = 0
    for hunk in hunks:
        grown = (hunk.new_end - hunk.new_start) - (hunk.end - hunk.start)
        if hunk.start == hunk.end == mark.end:
            shift_end += grown if grows else 0
        elif hunk.end <= mark.start:
            shift_start += grown
            shift_end += grown
        elif hunk.start < mark.end:
            if mark.kind in OBJECT_MARKS:
                return None
            start, end = _cut_edges(mark, hunk, start, end)
            shift_end += grown
            if hunk.start < mark.start:
                shift_start += grown
    return mark.at(start + shift_start, end + shift_end)


def _cut_edges(mark: Mark, hunk: Hunk, start: int, end: int) -> tuple[int, int]:
    """A replacement across the edge of a mark is left outside it."""
    if hunk.start < mark.start:
        start = hunk.end
    if hunk.end > mark.end:
        end = hunk.start - (hunk.new_end - hunk.new_start) + (hunk.end - hunk.start)
    return start, end
