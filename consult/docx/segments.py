"""Words as they are read, run by run, before they become one text with marks."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from consult.text.document import Fragment, Mark, MarkKind
from consult.text.normalise import normalise


class Thing(NamedTuple):
    """What the one object character of a segment stands for: a note by its name, a picture by its hash."""

    kind: MarkKind
    target: str
    alt: str = ""


class Place(NamedTuple):
    """Something without words that stands between them: a bookmark, or an end of a comment's range."""

    kind: str
    name: str


class Segment(NamedTuple):
    """Some words that look the same all through; `link` is an address or empty.

    `source` names the paragraph in which the words stood before any tracked change; it is empty for
    words that a change brought, and when nobody asks.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    underline: bool = False
    thing: Thing | None = None
    source: str = ""
    place: Place | None = None


#: The looks of words that have none: of `Segment` the fields from `bold` to `thing`.
_PLAIN = {(False, False, "", False, None)}


def to_fragment(segments: Iterable[Segment], *, single_line: bool = False) -> Fragment:
    """One clean text without white space at its ends, with the longest possible marks."""
    given = list(segments)
    if {piece[1:6] for piece in given} <= _PLAIN:
        text = normalise("".join([piece.text for piece in given])).strip()
        return Fragment(text.replace("\n", " ").replace("\t", " ") if single_line else text)
    pieces = trim(normalised(given))
    if single_line:
        pieces = [piece._replace(text=piece.text.replace("\n", " ").replace("\t", " ")) for piece in pieces]
    text = "".join(piece.text for piece in pieces)
    return Fragment(text, tuple(sorted(marks_of(pieces))))


def normalised(segments: list[Segment]) -> list[Segment]:
    """The segments with clean words; their borders move only where a letter lies across one."""
    text = "".join(segment.text for segment in segments)
    is_plain = text.isprintable() and unicodedata.is_normalized("NFC", text)
    if is_plain or normalise(text) == text:  # what normalising drops is never printable
        return segments
    return [piece._replace(text=normalise(piece.text)) for piece in rejoin_letters(segments)]


def rejoin_letters(segments: Iterable[Segment]) -> list[Segment]:
    """A combining character at the start of a run belongs to the letter before it."""
    joined: list[Segment] = []
    for segment in segments:
        text = segment.text
        count = 0
        while joined and count < len(text) and unicodedata.combining(text[count]):
            count += 1
        if count:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + text[:count])
        if len(text) > count:
            joined.append(segment._replace(text=text[count:]))
    return joined


def trim(pieces: list[Segment]) -> list[Segment]:
    """The same pieces without white space at both ends."""
    while pieces and not (first := pieces[0].text.lstrip()):
        pieces = pieces[1:]
    if not pieces:
        return []
    pieces = [pieces[0]._replace(text=first), *pieces[1:]]
    while pieces and not (last := pieces[-1].text.rstrip()):
        pieces.pop()
    pieces[-1] = pieces[-1]._replace(text=last)
    return pieces


def marks_of(pieces: list[Segment]) -> Iterator[Mark]:
    """Neighbours with the same mark share one; objects have each their own."""
    for kind, name in _RANGES:
        position, opened, value = 0, 0, ""
        for piece in [*pieces, Segment("")]:
            now = getattr(piece, name)
            if now != value:
                if value and position > opened:
                    yield Mark(opened, position, kind, value if kind is MarkKind.LINK else "")
                opened, value = position, now
            position += len(piece.text)
    position = 0
    for piece in pieces:
        if piece.thing is not None and piece.text:
            yield Mark(position, position + 1, *piece.thing)
        position += len(piece.text)


_RANGES = (
    (MarkKind.BOLD, "bold"),
    (MarkKind.ITALIC, "italic"),
    (MarkKind.UNDERLINE, "underline"),
    (MarkKind.LINK, "link"),
)
