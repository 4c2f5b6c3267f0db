"""Reads a Word file into a document, in one pass over its XML and in the accepted view."""

from collections import Counter
from dataclasses import dataclass, replace

from lxml import etree

from consult.docx.body import Body
from consult.docx.drafts import Draft, to_document
from consult.docx.inline import Inline
from consult.docx.left_out import LeftOut, listed
from consult.docx.names import w
from consult.docx.numbering import Numbering
from consult.docx.package import Package, linked_addresses
from consult.docx.refused import damaged, too_complex
from consult.docx.segments import to_fragment
from consult.docx.styles import Styles
from consult.docx.typed import recognise_lists, strip_heading_numbers
from consult.text.document import BlockKind, Document

_FOREIGN = frozenset({"aFChunk", "subDocument"})


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a Word file holds: its title (or an empty string), its blocks b1, b2 … and what was left out."""

    title: str
    document: Document
    left_out: tuple[LeftOut, ...] = ()


def read_document(data: bytes) -> ReadDocument:
    """Read the bytes of a .docx file; raises `Refused` when they cannot be read.

    Tracked changes count as accepted. Files from outside go through `read_upload`, which guards
    them first and reads them in a process of its own.
    """
    package = Package(data)
    root = package.root(package.main)
    body = None if root is None else root.find(w("body"))
    if body is None:
        raise damaged()
    left: Counter[str] = Counter()
    try:
        reader = read_body(package, body, left)
    except RecursionError as error:
        raise too_complex() from error
    if not package.is_ours():
        guess(reader.drafts, left)
    left["headers"] = count_headers(package)
    title = to_fragment(reader.title, single_line=True).text
    return ReadDocument(title, to_document(reader.drafts), listed(left))


def read_body(package: Package, body: etree._Element, left: Counter[str]) -> Body:
    """Walk through the body with the styles, lists and links of the file at hand."""
    styles = Styles(next(iter(package.related("styles")), None))
    numbering = Numbering(next(iter(package.related("numbering")), None), styles)
    relationships = package.relationships(package.main)
    left["foreign_parts"] = sum(link.kind in _FOREIGN for link in relationships.values())
    inline = Inline(styles, linked_addresses(relationships), left)
    reader = Body(styles, numbering, inline, left)
    reader.walk(body)
    reader.finish()
    return reader


def guess(drafts: list[Draft], left: Counter[str]) -> None:
    """Understand what people do by hand; a file of ours needs no guessing."""
    strip_heading_numbers(drafts, left)
    recognise_lists(drafts)
    for draft in drafts:
        words = [segment for segment in draft.segments if segment.text.strip()]
        if draft.kind is BlockKind.HEADING and all(segment.bold for segment in words):
            draft.segments = [replace(segment, bold=False) for segment in draft.segments]


def count_headers(package: Package) -> int:
    """How many headers and footers have words of their own; those of our own files are derived."""
    if package.is_ours():
        return 0
    roots = [*package.related("header"), *package.related("footer")]
    return sum(any(str(t.text or "").strip() for t in root.iter(w("t"))) for root in roots)
