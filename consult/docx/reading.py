"""One walk through a file in one view: its title and the drafts of its blocks."""

from collections import Counter
from dataclasses import dataclass

from lxml import etree

from consult.docx.body import Body
from consult.docx.drafts import Draft
from consult.docx.inline import Inline
from consult.docx.kinds import Kinds
from consult.docx.names import w
from consult.docx.notes import Notes
from consult.docx.numbering import Numbering
from consult.docx.package import Package, linked_addresses
from consult.docx.pictures import Album, Pictures
from consult.docx.places import KEY
from consult.docx.refused import damaged, too_complex
from consult.docx.segments import Segment
from consult.docx.styles import Styles
from consult.docx.things import Things
from consult.docx.view import View
from consult.text.document import BlockKind

_FOREIGN = frozenset({"aFChunk", "subDocument"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The drafts in reading order, notes last, and the segments of the title."""

    title: list[Segment]
    drafts: list[Draft]


def read_view(package: Package, view: View, left: Counter[str], album: Album) -> Reading:
    """Read the whole file as the view shows it; `left` counts what cannot be kept, `album` keeps pictures."""
    body = body_of(package)
    try:
        return _Walk(package, view, left, album).read(body)
    except RecursionError as error:
        raise too_complex() from error


def body_of(package: Package) -> etree._Element:
    """The body of the main part."""
    root = package.root(package.main)
    body = None if root is None else root.find(w("body"))
    if body is None:
        raise damaged()
    return body


class _Walk:
    """The styles, lists, notes and pictures of one file, as one view needs them."""

    def __init__(self, package: Package, view: View, left: Counter[str], album: Album) -> None:
        self._package, self._view, self._left, self._album = package, view, left, album
        self._styles = Styles(next(iter(package.related("styles")), None))
        self._notes = Notes(package)

    def read(self, body: etree._Element) -> Reading:
        """The body first, then the notes that it refers to."""
        numbering = Numbering(next(iter(self._package.related("numbering")), None), self._styles)
        links = self._package.relationships(self._package.main)
        self._left["foreign_parts"] = sum(link.kind in _FOREIGN for link in links.values())
        inline = self._inline(self._package.main)
        reader = Body(Kinds(self._styles, numbering), inline, self._left, self._view)
        reader.walk(body)
        reader.finish()
        return Reading(reader.title, [*reader.drafts, *self._read_notes()])

    def _inline(self, part: str) -> Inline:
        addresses = linked_addresses(self._package.relationships(part))
        things = Things(self._notes, Pictures(self._package, part, self._album))
        return Inline(self._styles, addresses, self._left, self._view, things)

    def _read_notes(self) -> list[Draft]:
        inlines: dict[str, Inline] = {}
        drafts: list[Draft] = []
        for name, kind, paragraphs in self._notes.referred():
            if kind not in inlines:
                inlines[kind] = self._inline(self._package.related_name(kind))
            segments: list[Segment] = []
            for paragraph in paragraphs:
                line = inlines[kind].paragraph(paragraph)
                segments += [Segment("\n"), *line] if segments and line else line
            keys = tuple(str(paragraph.get(KEY)) for paragraph in paragraphs if paragraph.get(KEY))
            drafts.append(Draft(BlockKind.NOTE, segments, name=name, keys=keys))
        return drafts
