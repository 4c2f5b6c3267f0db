"""Reads a Word file into a document, in one pass over its XML and in the accepted view."""

from collections import Counter
from dataclasses import dataclass

from consult.docx.drafts import Draft, to_document
from consult.docx.left_out import LeftOut, listed
from consult.docx.names import w
from consult.docx.package import Package
from consult.docx.picture import Picture
from consult.docx.pictures import Album
from consult.docx.reading import read_view
from consult.docx.segments import to_fragment
from consult.docx.typed import recognise_lists, strip_heading_numbers
from consult.docx.view import ACCEPTED
from consult.text.document import BlockKind, Document


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a Word file holds: its title (or an empty string), its blocks b1, b2 … and what was left out.

    Notes stand after everything else, in the order of their first references. `pictures` are those
    that the blocks show, cleaned, in the order in which they are shown first.
    """

    title: str
    document: Document
    left_out: tuple[LeftOut, ...] = ()
    pictures: tuple[Picture, ...] = ()


def read_document(data: bytes) -> ReadDocument:
    """Read the bytes of a .docx file; raises `Refused` when they cannot be read.

    Tracked changes count as accepted. Files from outside go through `read_upload`, which guards
    them first and reads them in a process of its own.
    """
    package = Package(data)
    left: Counter[str] = Counter()
    album = Album()
    reading = read_view(package, ACCEPTED, left, album)
    if not package.is_ours():
        guess(reading.drafts, left)
    left["headers"] = count_headers(package)
    left["tracked_changes"] += left["format_changes"]
    title = to_fragment(reading.title, single_line=True).text
    document = to_document(reading.drafts)
    return ReadDocument(title, document, listed(left), tuple(album.shown_in(document)))


def guess(drafts: list[Draft], left: Counter[str]) -> None:
    """Understand what people do by hand; a file of ours needs no guessing."""
    strip_heading_numbers(drafts, left)
    recognise_lists(drafts)
    for draft in drafts:
        words = [segment for segment in draft.segments if segment.text.strip()]
        if draft.kind is BlockKind.HEADING and all(segment.bold for segment in words):
            draft.segments = [segment._replace(bold=False) for segment in draft.segments]


def count_headers(package: Package) -> int:
    """How many headers and footers have words of their own; those of our own files are derived."""
    if package.is_ours():
        return 0
    roots = [*package.related("header"), *package.related("footer")]
    return sum(any(str(t.text or "").strip() for t in root.iter(w("t"))) for root in roots)
