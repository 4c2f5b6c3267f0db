"""Blocks that were cut in two, and blocks that were made one."""

from collections.abc import Iterator
from dataclasses import dataclass

from consult.text.document import Document
from consult.text.hunks import find_hunks
from consult.text.pairing import NONE, Pairing
from consult.text.resemblance import resembles


@dataclass(frozen=True, slots=True)
class Split:
    """A pair of blocks whose end (`forward`) or beginning went to, or came from, blocks beside it.

    `old` and `new` are the places of the pair; `others` are places of new blocks where it was split,
    of old blocks where it was joined.
    """

    old: int
    new: int
    others: tuple[int, ...]
    is_join: bool
    forward: bool


def find_splits(pairing: Pairing) -> Iterator[Split]:
    """The splits and joins between two documents; no block is in two of them."""
    if NONE not in pairing.partners and NONE not in pairing.new_partners:
        return
    used: set[tuple[bool, int]] = set()
    for at, new_at in enumerate(pairing.new_partners):
        if new_at == NONE or pairing.old.blocks[at].text == pairing.new.blocks[new_at].text:
            continue
        for split in _edges(pairing, at, new_at):
            members = {(False, at), *((not split.is_join, other) for other in split.others)}
            if used.isdisjoint(members):
                used |= members
                yield split


def _edges(pairing: Pairing, at: int, new_at: int) -> Iterator[Split]:
    """What went out of, or came into, the pair at its end and at its beginning."""
    old, new = pairing.old.blocks[at].text, pairing.new.blocks[new_at].text
    for forward in (True, False):
        added = pairing.added_beside(new_at, forward=forward)
        removed = pairing.removed_beside(at, forward=forward)
        if not added and not removed:
            continue
        hunk = find_hunks(old, new)[-1 if forward else 0]
        if (forward and hunk.end < len(old)) or (not forward and hunk.start):
            continue
        others = _same_words(old[hunk.start : hunk.end], pairing.new, added)
        if others:
            yield Split(at, new_at, others, is_join=False, forward=forward)
        others = _same_words(new[hunk.new_start : hunk.new_end], pairing.old, removed)
        if others:
            yield Split(at, new_at, others, is_join=True, forward=forward)


def _same_words(words: str, document: Document, places: list[int]) -> tuple[int, ...]:
    """The first few blocks that together hold the words."""
    together = ""
    for count, place in enumerate(places, start=1):
        together += " " + document.blocks[place].text
        if len(together) > 2 * len(words) + 200:
            break
        if resembles(words, together):
            return tuple(places[:count])
    return ()
