"""Where every word comes from, through any number of versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consult.text.block_map import BlockMap
from consult.text.document import Document
from consult.text.origin import Origins, Span, tile


@dataclass(frozen=True)
class Version:
    """A version and where its words come from, seen from the version before.

    `origins` are those of `Applied`; without them the versions are compared, and what is new comes
    from `source`.
    """

    document: Document
    origins: Origins | None = None
    source: str = ""


def trace(versions: Sequence[Version]) -> Origins:
    """The origin of every word of the last version; the words of the first come from its `source`.

    >>> first = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat auki."),))
    >>> then = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> [span.source for span in trace([Version(first, source="v1"), Version(then, source="v2")])["b1"]]
    ['v1', 'v2', 'v1']
    """
    first = versions[0]
    known: Origins = {
        block.id: tile([Span(0, len(block.text), first.source, block.id, 0)])
        for block in first.document.blocks
    }
    for before, after in zip(versions, versions[1:], strict=False):
        step = after.origins
        if step is None:
            step = origins_by_comparison(before.document, after.document, after.source)
        known = carry_origins(step, known)
    return known


def carry_origins(step: Origins, known: Origins) -> Origins:
    """The origins of a new version (`step`), where words as before get the origin they had (`known`)."""
    return {block: tile(_carry(spans, known)) for block, spans in step.items()}


def _carry(spans: Sequence[Span], known: Origins) -> Iterator[Span]:
    """Words as before get the origin they had."""
    for span in spans:
        if span.source or not span.block:
            yield span
            continue
        first, last = span.at, span.at + span.end - span.start
        for older in known.get(span.block, ()):
            start, end = max(older.start, first), min(older.end, last)
            if start < end:
                shift = span.start - first
                yield replace(older, start=start + shift, end=end + shift, at=older.at + start - older.start)


def origins_by_comparison(old: Document, new: Document, source: str) -> Origins:
    """The origins of a version that was written, not decided: what is not found in the old one is new."""
    kept: dict[str, list[Span]] = {block.id: [] for block in new.blocks}
    over = BlockMap(old, new)
    for block in old.blocks:
        for piece in over.segments(block.id):
            length = piece.end - piece.start
            span = Span(piece.new_start, piece.new_start + length, "", block.id, piece.start)
            kept[piece.block].append(span)
    return {
        block.id: tile(_fill(sorted(kept[block.id], key=_start), len(block.text), source))
        for block in new.blocks
    }


def _start(span: Span) -> int:
    return span.start


def _fill(spans: Sequence[Span], length: int, source: str) -> Iterator[Span]:
    at = 0
    for span in spans:
        yield Span(at, span.start, source)
        yield span
        at = span.end
    yield Span(at, length, source)
