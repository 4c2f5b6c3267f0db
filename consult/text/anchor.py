"""Anchors: quoted words that are found again in later versions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from rapidfuzz.fuzz import partial_ratio_alignment

from consult.text.block import Block
from consult.text.block_map import BlockMap, NewPlace
from consult.text.document import Document
from consult.text.runs import Run

_CONTEXT = 32
_ALIKE = 80
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Anchor:
    """`quote` stands at `position` of a block, between `prefix` and `suffix`.

    >>> anchor_of(parse("Tilat ovat auki."), "b1", 6, 10)
    Anchor(block='b1', quote='ovat', prefix='Tilat ', suffix=' auki.', position=6)
    """

    block: str
    quote: str
    prefix: str
    suffix: str
    position: int


class Found(StrEnum):
    """What became of the quoted words."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHAN = "orphan"


@dataclass(frozen=True)
class Relocated:
    """Where the anchor is now.

    exact: the same words in their block. moved: the same words elsewhere. changed: the anchor holds
    the words that stand there now. orphan: no anchor; `suggestion` may name similar words.
    """

    outcome: Found
    anchor: Anchor | None
    _lost: tuple[Anchor, Document] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def suggestion(self) -> Anchor | None:
        """For an orphan the most similar words, if any are similar: a guess, for a person to look at."""
        return None if self._lost is None else _suggest(*self._lost)


def anchor_of(document: Document, block_id: str, start: int, end: int) -> Anchor:
    """The anchor of the words [start, end) of a block.

    >>> document = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> anchor_of(document, "b1", 6, 10).quote
    'ovat'
    """
    text = document.by_id[block_id].text
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return Anchor(block_id, text[start:end], before, after, start)


def relocate(
    anchor: Anchor, old: Document, new: Document, runs: Mapping[str, tuple[Run, ...]] | None = None
) -> Relocated:
    """The anchor of `old` in `new`, by what became of its words; never by a search, but for the suggestion.

    >>> old = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> new = Document((Block("b1", BlockKind.PARAGRAPH, "Nyt tilat ovat auki."),))
    >>> relocate(anchor_of(old, "b1", 6, 10), old, new).anchor.position
    10
    """
    return relocate_on(anchor, BlockMap(old, new, runs))


def relocate_on(anchor: Anchor, carried: BlockMap) -> Relocated:
    """`relocate` on a map that is used for many anchors.

    >>> old, new = parse("Tilat ovat auki."), parse("Tilat ovat nyt auki.")
    >>> relocate_on(anchor_of(old, "b1", 11, 15), BlockMap(old, new)).anchor.position
    15
    """
    if carried.is_same(anchor.block) and _stands(anchor, carried.old):
        moved = carried.comparison.by_old[anchor.block].moved
        return Relocated(Found.MOVED if moved else Found.EXACT, anchor)
    place = _stated(anchor, carried.old)
    if place is None:
        return Relocated(Found.ORPHAN, None, (anchor, carried.new))
    found = carried.range(anchor.block, place, place + len(anchor.quote))
    if found is not None:
        entry = carried.comparison.by_old[anchor.block]
        stayed = found.block == anchor.block and not entry.moved
        return Relocated(Found.EXACT if stayed else Found.MOVED, _at(carried.new, found))
    around = carried.around(anchor.block, place, place + len(anchor.quote))
    if around is not None and any(map(str.isalnum, _words_at(carried.new, around))):
        return Relocated(Found.CHANGED, _at(carried.new, around))
    return Relocated(Found.ORPHAN, None, (anchor, carried.new))


def _words_at(document: Document, place: NewPlace) -> str:
    return document.by_id[place.block].text[place.start : place.end]


def _at(document: Document, place: NewPlace) -> Anchor:
    return anchor_of(document, place.block, place.start, place.end)


def _stated(anchor: Anchor, old: Document) -> int | None:
    """Where the quote stands in the document it was taken from."""
    block = old.by_id.get(anchor.block)
    if block is None:
        return None
    if _stands(anchor, old):
        return anchor.position
    context = anchor.prefix + anchor.quote + anchor.suffix
    return block.text.index(context) + len(anchor.prefix) if block.text.count(context) == 1 else None


def _stands(anchor: Anchor, document: Document) -> bool:
    """Whether the quote stands where the anchor says."""
    return document.by_id[anchor.block].text.startswith(anchor.quote, anchor.position)


def _suggest(anchor: Anchor, new: Document) -> Anchor | None:
    """The most similar words of the document, if any are similar; the first of equals."""
    if len(anchor.quote) < _SHORTEST:
        return None
    best = max(_similar(anchor, new), key=lambda found: found[0], default=None)
    return None if best is None else best[1]


def _similar(anchor: Anchor, new: Document) -> Iterator[tuple[float, Anchor]]:
    for block in new.blocks:
        if len(block.text) < len(anchor.quote) // 2:
            continue
        found = partial_ratio_alignment(anchor.quote, block.text, score_cutoff=_ALIKE)
        if found is not None:
            start, end = _whole_words(block, found.dest_start, found.dest_end)
            yield found.score, anchor_of(new, block.id, start, end)


def _whole_words(block: Block, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not block.text[start - 1].isspace():
        start -= 1
    while end < len(block.text) and not block.text[end].isspace():
        end += 1
    return start, end
