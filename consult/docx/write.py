"""Writes a document as a clean Word file: python-docx owns the package, the body is built in one pass."""

from collections import defaultdict
from io import BytesIO

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from consult.docx.archive import pack, unpack
from consult.docx.furniture import write_first_header, write_header, write_opening
from consult.docx.layout import Layout
from consult.docx.lists import Lists
from consult.docx.markup import Element, add_paragraph, child, root_of
from consult.docx.names import R
from consult.docx.properties import write_core_properties, write_custom_properties
from consult.docx.runs import Runs
from consult.docx.table_write import write_table
from consult.docx.template import open_template
from consult.text.document import Block, BlockKind, Document

_BODY_PART = "word/document.xml"
_STYLES = {BlockKind.PARAGRAPH: "BodyText", BlockKind.NOTE: "FootnoteText"}
_ITEMS = frozenset({BlockKind.BULLET, BlockKind.NUMBERED})
_DEEPEST_HEADING = 3


def write_clean(document: Document, layout: Layout) -> bytes:
    """The document as a .docx in the layout of an official statement; the same input gives the same bytes."""
    file = open_template(layout.language)
    section = file.sections[0]
    write_first_header(section.first_page_header.part.element)
    write_header(section.header.part.element, layout)
    write_core_properties(file, layout)
    write_custom_properties(file, layout)
    body = write_body(file, document, layout)
    stream = BytesIO()
    file.save(stream)
    return pack({**unpack(stream.getvalue()), _BODY_PART: body})


def write_body(file: WordFile, document: Document, layout: Layout) -> bytes:
    """The main part; its links and lists go to the file's other parts."""
    root = root_of("document", r=R)
    body = child(root, "body")
    write_opening(body, layout)
    writer = BodyWriter(body, Runs(Links(file)), Lists(file.part.numbering_part.element))
    writer.write(document)
    body.append(file.element.body[-1])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


class Links:
    """Gives each address one external relationship of the main part."""

    def __init__(self, file: WordFile) -> None:
        self._part = file.part
        self._ids: dict[str, str] = {}

    def __call__(self, address: str) -> str:
        """The relationship id of an address."""
        if address not in self._ids:
            id_ = self._ids[address] = f"rLink{len(self._ids) + 1}"
            self._part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, id_, is_external=True)
        return self._ids[address]


class BodyWriter:
    """Writes blocks in reading order."""

    def __init__(self, body: Element, runs: Runs, lists: Lists) -> None:
        self._body, self._runs, self._lists = body, runs, lists

    def write(self, document: Document) -> None:
        """Every block that stands by itself; rows and cells come with their table."""
        children: dict[str, list[Block]] = defaultdict(list)
        for block in document.blocks:
            if block.parent is not None:
                children[block.parent].append(block)
        for block in document.blocks:
            if block.parent is None:
                self._block(block, children)

    def _block(self, block: Block, children: dict[str, list[Block]]) -> None:
        if block.kind in _ITEMS:
            self._item(block)
            return
        self._lists.interrupt()
        if block.kind is BlockKind.TABLE:
            self._table(block, children)
        elif block.kind is BlockKind.HEADING:
            level = min(max(block.level, 1), _DEEPEST_HEADING)
            self._runs.write(add_paragraph(self._body, f"Heading{level}"), block)
        elif block.kind in _STYLES:
            self._runs.write(add_paragraph(self._body, _STYLES[block.kind]), block)

    def _item(self, block: Block) -> None:
        instance, level = self._lists.number(block)
        paragraph = add_paragraph(self._body, "ListParagraph")
        numbering = child(paragraph[0], "numPr")
        child(numbering, "ilvl", val=level)
        child(numbering, "numId", val=instance)
        self._runs.write(paragraph, block)

    def _table(self, block: Block, children: dict[str, list[Block]]) -> None:
        write_table(self._body, block, children, self._runs)
        add_paragraph(self._body, "ConsultGap")
