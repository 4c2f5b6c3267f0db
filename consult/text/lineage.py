"""The order of blocks as a tree, and which of them moved."""

from bisect import bisect_left
from collections.abc import Sequence

from consult.text.block import Block

#: Blocks by the block they stand in, in reading order; None holds the outermost.
Tree = dict[str | None, list[Block]]


def containers(blocks: Sequence[Block]) -> list[int]:
    """The place of the block each stands inside: its parent, as long as the parent's blocks stand together.

    Outermost blocks have -1.
    """
    inside = [-1] * len(blocks)
    opened: list[int] = []
    for at, block in enumerate(blocks):
        if block.parent is None:
            opened = [at]
            continue
        while opened and blocks[opened[-1]].id != block.parent:
            opened.pop()
        if opened:
            inside[at] = opened[-1]
        opened.append(at)
    return inside


def tree(blocks: Sequence[Block]) -> Tree:
    """Blocks under what they stand inside."""
    grown: Tree = {}
    for block, inside in zip(blocks, containers(blocks), strict=True):
        grown.setdefault(blocks[inside].id if inside >= 0 else None, []).append(block)
    return grown


def stay(places: Sequence[int]) -> set[int]:
    """Indexes of a longest increasing run: what did not move when the rest did."""
    if all(map(int.__lt__, places, places[1:])):
        return set(range(len(places)))
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
