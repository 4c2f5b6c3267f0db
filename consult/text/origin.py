"""Where the words of a document come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a block and their source.

    The source is empty for words as they were before: those stood in `block` from `at` on. Words of a
    first version keep its name and their place there; words that came later have no block.
    """

    start: int
    end: int
    source: str = ""
    block: str = ""
    at: int = 0


#: Spans that tile the text of each block, by block id.
Origins = Mapping[str, tuple[Span, ...]]


def tile(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans without empty ones, neighbours of one source as one."""
    tiled: list[Span] = []
    for span in spans:
        if span.start == span.end:
            continue
        last = tiled[-1] if tiled else None
        if last is not None and _continues(last, span):
            tiled[-1] = Span(last.start, span.end, last.source, last.block, last.at)
        else:
            tiled.append(span)
    return tuple(tiled)


def _continues(last: Span, span: Span) -> bool:
    if last.source != span.source or last.block != span.block:
        return False
    return not span.block or last.at + last.end - last.start == span.at
