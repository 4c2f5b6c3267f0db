"""The order of blocks as a tree, and which of them moved."""

from bisect import bisect_left
from collections.abc import Sequence

from consult.text.block import Block

#: Blocks by the block they stand in, in reading order; None holds the outermost.
Tree = dict[str | None, list[Block]]


def layout(blocks: Sequence[Block]) -> dict[str, str | None]:
    """The block each block stands inside: its parent, as long as the parent's blocks stand together."""
    inside: dict[str, str | None] = {}
    opened: list[str] = []
    for block in blocks:
        if block.parent in opened:
            del opened[opened.index(block.parent) + 1 :]
        else:
            opened = []
        inside[block.id] = opened[-1] if opened else None
        opened.append(block.id)
    return inside


def tree(blocks: Sequence[Block]) -> Tree:
    """Blocks under what they stand inside."""
    inside = layout(blocks)
    grown: Tree = {}
    for block in blocks:
        grown.setdefault(inside[block.id], []).append(block)
    return grown


def stay(places: Sequence[int]) -> set[int]:
    """Indexes of a longest increasing run: what did not move when the rest did."""
    tails: list[int] = []
    last: list[int] = []
    previous = [-1] * len(places)
    for index, place in enumerate(places):
        at = bisect_left(tails, place)
        previous[index] = last[at - 1] if at else -1
        if at == len(tails):
            tails.append(place)
            last.append(index)
        else:
            tails[at], last[at] = place, index
    kept: set[int] = set()
    index = last[-1] if last else -1
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return kept
