"""The table of contents: real entries, which Word brings up to date when the file is opened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from lxml import etree

from consult.docx.layout import Layout
from consult.docx.markup import Element, add_paragraph, add_run, child, start_run
from consult.docx.names import XML_SPACE, w
from consult.docx.shapes import heading_level
from consult.text.block import Block, BlockKind
from consult.text.document import Document

#: A document that is longer than this gets a table of contents.
MOST_PAGES = 4
_BOOKMARK = "_Toc"
_FIRST_NUMBER = 700000001

# In points, by the styles of the template: lines of body text, what stands between, what a page holds.
_LINE, _GAP, _PAGE, _OPENING = 15.2, 10.0, 668.0, 190.0
_CHARACTERS, _CELL_CHARACTERS = 86, 40
_HEADING = {1: 47.0, 2: 40.0, 3: 35.0}
_ROW = 22.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the table of contents; `page` is an estimate."""

    block: Block
    number: str
    page: int
    bookmark: str


class Contents:
    """The entries of a document that is long enough to have them."""

    def __init__(self, document: Document) -> None:
        tops, height = measure(document)
        is_long = ceil(height / _PAGE) > MOST_PAGES
        entries = list(find_entries(document, tops)) if is_long else []
        self.entries = tuple(entries) if len(entries) > 1 else ()
        self._bookmarks = {entry.block.id: entry.bookmark for entry in self.entries}

    def bookmark(self, heading: Block) -> str | None:
        """The bookmark to which the heading's entry leads."""
        return self._bookmarks.get(heading.id)

    def write(self, body: Element, layout: Layout) -> None:
        """The table of contents as Word's own building block."""
        if not self.entries:
            return
        control = child(body, "sdt")
        gallery = child(child(control, "sdtPr"), "docPartObj")
        child(gallery, "docPartGallery", val="Table of Contents")
        child(gallery, "docPartUnique")
        content = child(control, "sdtContent")
        add_run(add_paragraph(content, "TOCHeading"), layout.label("contents"))
        for entry in self.entries:
            paragraph = add_paragraph(content, f"TOC{heading_level(entry.block)}")
            if entry is self.entries[0]:
                begin_field(paragraph, ' TOC \\o "1-3" \\h \\z \\u ', is_dirty=True)
            write_entry(paragraph, entry)
        add_field_mark(paragraph, "end")


def write_entry(paragraph: Element, entry: Entry) -> None:
    """Number, heading and page, all of it a link."""
    attributes = {w("anchor"): entry.bookmark, w("history"): "1"}
    link = etree.SubElement(paragraph, w("hyperlink"), attributes)
    add_run(link, f"{entry.number}\t{' '.join(entry.block.text.split())}\t")
    begin_field(link, f" PAGEREF {entry.bookmark} \\h ")
    add_run(link, str(entry.page))
    add_field_mark(link, "end")


def begin_field(parent: Element, code: str, *, is_dirty: bool = False) -> None:
    """The beginning of a field up to what it shows."""
    add_field_mark(parent, "begin", is_dirty=is_dirty)
    instruction = etree.SubElement(start_run(parent), w("instrText"), {XML_SPACE: "preserve"})
    instruction.text = code
    add_field_mark(parent, "separate")


def add_field_mark(parent: Element, kind: str, *, is_dirty: bool = False) -> None:
    """Where a field begins, where what it shows begins, where it ends."""
    mark = child(start_run(parent), "fldChar", fldCharType=kind)
    if is_dirty:
        mark.set(w("dirty"), "true")


def find_entries(document: Document, tops: Mapping[str, float]) -> Iterator[Entry]:
    """Every heading with its derived number and the page it is likely to stand on."""
    for count, (id_, number) in enumerate(document.heading_numbers.items()):
        bookmark = f"{_BOOKMARK}{_FIRST_NUMBER + count}"
        yield Entry(document.by_id[id_], number, 1 + int(tops[id_] / _PAGE), bookmark)


def measure(document: Document) -> tuple[dict[str, float], float]:
    """How far down each heading is likely to stand if all pages were one, and how high that page would be."""
    tops: dict[str, float] = {}
    height = _OPENING
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            tops[block.id] = height
        height += height_of(block)
    return tops, height


def estimate_pages(document: Document) -> int:
    """How many pages the text is likely to fill."""
    return ceil(measure(document)[1] / _PAGE)


def height_of(block: Block) -> float:
    """How high a block is likely to be, in points; cells stand beside each other in their row."""
    if block.kind is BlockKind.HEADING:
        return _HEADING[heading_level(block)]
    if block.kind is BlockKind.ROW:
        return _ROW
    if block.kind is BlockKind.TABLE:
        return _GAP
    if block.kind is BlockKind.CELL:
        return _LINE * (lines_of(block.text, _CELL_CHARACTERS) - 1) / 2
    return _LINE * lines_of(block.text, _CHARACTERS) + _GAP


def lines_of(text: str, characters: int) -> int:
    """How many lines a text is likely to take."""
    if "\n" not in text:
        return max(ceil(len(text) / characters), 1)
    return sum(max(ceil(len(line) / characters), 1) for line in text.split("\n"))
