"""Words as they are read, run by run, before they become one text with marks."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from consult.text.document import Fragment, Mark, MarkKind
from consult.text.normalise import normalise


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words that look the same all through; `link` is an address or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


def to_fragment(segments: Iterable[Segment], *, single_line: bool = False) -> Fragment:
    """One clean text without white space at its ends, with the longest possible marks."""
    pieces = trim(normalised(list(segments)))
    if single_line:
        pieces = [replace(piece, text=piece.text.replace("\n", " ").replace("\t", " ")) for piece in pieces]
    text = "".join(piece.text for piece in pieces)
    return Fragment(text, tuple(sorted(marks_of(pieces))))


def normalised(segments: list[Segment]) -> list[Segment]:
    """The segments with clean words; their borders move only where a letter lies across one."""
    text = "".join(segment.text for segment in segments)
    if normalise(text) == text:
        return segments
    return [replace(piece, text=normalise(piece.text)) for piece in rejoin_letters(segments)]


def rejoin_letters(segments: Iterable[Segment]) -> list[Segment]:
    """A combining character at the start of a run belongs to the letter before it."""
    joined: list[Segment] = []
    for segment in segments:
        text = segment.text
        count = 0
        while joined and count < len(text) and unicodedata.combining(text[count]):
            count += 1
        if count:
            joined[-1] = replace(joined[-1], text=joined[-1].text + text[:count])
        if len(text) > count:
            joined.append(replace(segment, text=text[count:]))
    return joined


def trim(pieces: list[Segment]) -> list[Segment]:
    """The same pieces without white space at both ends."""
    while pieces and not (first := pieces[0].text.lstrip()):
        pieces = pieces[1:]
    if not pieces:
        return []
    pieces = [replace(pieces[0], text=first), *pieces[1:]]
    while pieces and not (last := pieces[-1].text.rstrip()):
        pieces.pop()
    pieces[-1] = replace(pieces[-1], text=last)
    return pieces


def marks_of(pieces: list[Segment]) -> list[Mark]:
    """Neighbours with the same mark share one."""
    marks: list[Mark] = []
    for kind in (MarkKind.BOLD, MarkKind.ITALIC, MarkKind.LINK):
        position, opened, target = 0, 0, ""
        for piece in [*pieces, Segment("")]:
            value = value_of(piece, kind)
            if value != target:
                if target and position > opened:
                    marks.append(Mark(opened, position, kind, target if kind is MarkKind.LINK else ""))
                opened, target = position, value
            position += len(piece.text)
    return marks


def value_of(piece: Segment, kind: MarkKind) -> str:
    """What a piece says about one kind of mark: empty for nothing."""
    if kind is MarkKind.LINK:
        return piece.link
    return "on" if (piece.bold if kind is MarkKind.BOLD else piece.italic) else ""
