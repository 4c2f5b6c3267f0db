"""Words with their marks as HTML: strong, em, links to http(s) only, references to notes."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from consult.text.block import OBJECT, Mark, MarkKind
from consult.text.marks import styles_at

Styles = frozenset[tuple[str, str]]
Piece = tuple[str, Styles]

SCHEMES = frozenset({"http", "https", "mailto"})
#: Outermost first: a link around bold words is one link.
ORDER = (MarkKind.NOTE, MarkKind.LINK, MarkKind.BOLD, MarkKind.ITALIC)


def prose(text: str, marks: tuple[Mark, ...] = (), notes: Mapping[str, int] | None = None) -> Markup:
    """The whole text; `notes` gives the number of each note by its block id."""
    return prose_between(text, marks, 0, len(text), notes)


def prose_between(
    text: str, marks: tuple[Mark, ...], start: int, end: int, notes: Mapping[str, int] | None = None
) -> Markup:
    """The words [start, end) with their marks."""
    if start >= end:
        return Markup("")
    if not marks:
        return _plain(text[start:end])
    pieces = [(text[first:last], styles) for first, last, styles in styles_at(marks, start, end)]
    return _nest(pieces, 0, notes or {})


def _nest(pieces: Iterable[Piece], depth: int, notes: Mapping[str, int]) -> Markup:
    if depth == len(ORDER):
        return Markup("").join(_plain(text) for text, _ in pieces)
    kind = ORDER[depth]
    written = Markup("")
    for target, group in groupby(pieces, key=lambda piece: _target(piece[1], kind)):
        inside = _nest(group, depth + 1, notes)
        written += inside if target is None else WRAPPERS[kind](inside, target, notes)
    return written


def _target(styles: Styles, kind: MarkKind) -> str | None:
    return next((target for styled, target in sorted(styles) if styled == kind), None)


def _plain(text: str) -> Markup:
    """A picture has no words here; line ends inside a block are kept as such."""
    return Markup("<br>").join(escape(line) for line in text.replace(OBJECT, "").split("\n"))


def _bold(inside: Markup, _target: str, _notes: Mapping[str, int]) -> Markup:
    return Markup("<strong>{}</strong>").format(inside)


def _italic(inside: Markup, _target: str, _notes: Mapping[str, int]) -> Markup:
    return Markup("<em>{}</em>").format(inside)


def _link(inside: Markup, target: str, _notes: Mapping[str, int]) -> Markup:
    if urlsplit(target).scheme.lower() not in SCHEMES:
        return inside
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(target, inside)


def _note(inside: Markup, target: str, notes: Mapping[str, int]) -> Markup:
    if target not in notes:
        return inside
    return Markup('{}<sup><a class="note-link" href="#kohta-{}">{}</a></sup>').format(
        inside, target, notes[target]
    )


WRAPPERS: Mapping[MarkKind, Callable[[Markup, str, Mapping[str, int]], Markup]] = {
    MarkKind.BOLD: _bold,
    MarkKind.ITALIC: _italic,
    MarkKind.LINK: _link,
    MarkKind.NOTE: _note,
}
