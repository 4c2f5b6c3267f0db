"""Blocks that were cut in two, and blocks that were made one."""

from collections.abc import Iterator
from dataclasses import dataclass

from consult.text.block import Block
from consult.text.hunks import find_hunks
from consult.text.resemblance import resembles
from consult.text.structure import Structure


@dataclass(frozen=True, slots=True)
class Split:
    """A block whose end (`forward`) or beginning went to, or came from, the blocks `others` beside it."""

    block: str
    others: tuple[str, ...]
    is_join: bool
    forward: bool


def find_splits(structure: Structure) -> Iterator[Split]:
    """The splits and joins between two documents of one lineage; no block is in two of them."""
    used: set[str] = set()
    for old in structure.base.blocks:
        new = structure.edited.by_id.get(old.id)
        if new is None or new.text == old.text:
            continue
        for split in _edges(structure, old, new):
            if used.isdisjoint((split.block, *split.others)):
                used.update((split.block, *split.others))
                yield split


def _edges(structure: Structure, old: Block, new: Block) -> Iterator[Split]:
    hunks = find_hunks(old.text, new.text)
    for forward, hunk in ((True, hunks[-1]), (False, hunks[0])):
        if (forward and hunk.end < len(old.text)) or (not forward and hunk.start):
            continue
        removed, added = old.text[hunk.start : hunk.end], new.text[hunk.new_start : hunk.new_end]
        others = _same_words(removed, structure.added_beside(old.id, forward=forward))
        if others:
            yield Split(old.id, others, is_join=False, forward=forward)
        others = _same_words(added, structure.removed_beside(old.id, forward=forward))
        if others:
            yield Split(old.id, others, is_join=True, forward=forward)


def _same_words(words: str, blocks: list[Block]) -> tuple[str, ...]:
    """The first few blocks that together hold the words."""
    together = ""
    for count, block in enumerate(blocks, start=1):
        together += " " + block.text
        if len(together) > 2 * len(words) + 200:
            break
        if resembles(words, together):
            return tuple(other.id for other in blocks[:count])
    return ()
