"""Words with their marks as HTML: strong, em, u, links to http(s) only, references to notes, pictures."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from urllib.parse import urlsplit

from flask import url_for
from markupsafe import Markup, escape

from consult.text.block import OBJECT, BlockKind, Mark, MarkKind
from consult.text.document import Document
from consult.text.marks import Style, styles_at
from consult.web.wording import gettext

Styles = frozenset[Style]
Piece = tuple[str, Styles]

SCHEMES = frozenset({"http", "https", "mailto"})
#: Outermost first: a link around bold words is one link.
ORDER = (
    MarkKind.NOTE,
    MarkKind.LINK,
    MarkKind.BOLD,
    MarkKind.ITALIC,
    MarkKind.UNDERLINE,
    MarkKind.PICTURE,
)


def note_numbers(document: Document) -> dict[str, int]:
    """The number of each note by its block id, in reading order."""
    notes = (block.id for block in document.blocks if block.kind is BlockKind.NOTE)
    return {block_id: number for number, block_id in enumerate(notes, start=1)}


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
    for style, group in groupby(pieces, key=lambda piece: _style(piece[1], kind)):
        inside = _nest(group, depth + 1, notes)
        written += inside if style is None else WRAPPERS[kind](inside, style, notes)
    return written


def _style(styles: Styles, kind: MarkKind) -> Style | None:
    return next((style for style in sorted(styles) if style[0] is kind), None)


def _plain(text: str) -> Markup:
    """An object has no words of its own; line ends inside a block are kept as such."""
    return Markup("<br>").join(escape(line) for line in text.replace(OBJECT, "").split("\n"))


def _bold(inside: Markup, _style: Style, _notes: Mapping[str, int]) -> Markup:
    return Markup("<strong>{}</strong>").format(inside)


def _italic(inside: Markup, _style: Style, _notes: Mapping[str, int]) -> Markup:
    return Markup("<em>{}</em>").format(inside)


def _underline(inside: Markup, _style: Style, _notes: Mapping[str, int]) -> Markup:
    return Markup("<u>{}</u>").format(inside)


def _picture(inside: Markup, style: Style, _notes: Mapping[str, int]) -> Markup:
    """A picture is asked for where its text stands; one that nobody described is named as such."""
    _, picture_hash, alt = style
    address = url_for("reading.picture", picture_hash=picture_hash)
    written = Markup('<img class="picture" src="{}" alt="{}" loading="lazy" decoding="async">')
    return inside + written.format(address, alt or gettext("A picture without a description"))


def _link(inside: Markup, style: Style, _notes: Mapping[str, int]) -> Markup:
    target = style[1]
    if urlsplit(target).scheme.lower() not in SCHEMES:
        return inside
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(target, inside)


def _note(inside: Markup, style: Style, notes: Mapping[str, int]) -> Markup:
    target = style[1]
    if target not in notes:
        return inside
    return Markup('{}<sup><a class="note-link" href="#kohta-{}">{}</a></sup>').format(
        inside, target, notes[target]
    )


WRAPPERS: Mapping[MarkKind, Callable[[Markup, Style, Mapping[str, int]], Markup]] = {
    MarkKind.BOLD: _bold,
    MarkKind.ITALIC: _italic,
    MarkKind.UNDERLINE: _underline,
    MarkKind.PICTURE: _picture,
    MarkKind.LINK: _link,
    MarkKind.NOTE: _note,
}
