"""Writes a document as a clean Word file: python-docx owns the package, the body is built in one pass."""

from collections import defaultdict
from collections.abc import Mapping, Set
from io import BytesIO

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from consult.docx.archive import pack, unpack
from consult.docx.closing import write_answer, write_closing, write_loose_answers, write_main_points
from consult.docx.contents import Contents
from consult.docx.furniture import write_first_header, write_footer, write_header, write_opening
from consult.docx.ids import Ids
from consult.docx.layout import Layout
from consult.docx.lists import Lists
from consult.docx.markup import Element, add_paragraph, child, root_of
from consult.docx.names import R
from consult.docx.notes_part import NOTES_PART, NOTES_TYPE, write_notes
from consult.docx.parts import Links, add_part, main_part_of
from consult.docx.properties import write_core_properties, write_custom_properties
from consult.docx.runs import Runs
from consult.docx.shapes import Shapes
from consult.docx.shown import NoObjects, Notes, Objects, Pictures, referred_notes
from consult.docx.table_write import write_table
from consult.docx.template import open_template
from consult.text.block import Block, BlockKind
from consult.text.document import Document

BODY_PART = "word/document.xml"
_NONE: Mapping[str, bytes] = {}


def write_clean(document: Document, layout: Layout, pictures: Mapping[str, bytes] = _NONE) -> bytes:
    """The document as a .docx in the layout of an official statement; the same input gives the same bytes.

    `pictures` holds PNG or JPEG bytes by their SHA-256 in hex; a picture that is not there is told in
    its alternative words.
    """
    file = open_file(layout)
    body = write_body(file, document, layout, pictures)
    return close_file(file, body)


def open_file(layout: Layout) -> WordFile:
    """The template with its headers, footers and properties filled in."""
    file = open_template(layout.language)
    section = file.sections[0]
    write_first_header(section.first_page_header.part.element)
    write_header(section.header.part.element, layout)
    write_footer(file, layout)
    write_core_properties(file, layout)
    write_custom_properties(file, layout)
    return file


def close_file(file: WordFile, body: Element) -> bytes:
    """The file's bytes with this body."""
    stream = BytesIO()
    file.save(stream)
    xml = etree.tostring(body, encoding="UTF-8", xml_declaration=True, standalone=True)
    return pack({**unpack(stream.getvalue()), BODY_PART: xml})


def write_body(file: WordFile, document: Document, layout: Layout, pictures: Mapping[str, bytes]) -> Element:
    """The main part; its links, lists, notes and pictures go to the file's other parts."""
    root = root_of("document", r=R)
    body = child(root, "body")
    referred = referred_notes(document)
    shown, notes = Pictures(file, pictures), Notes(document.by_id[id_] for id_ in referred)
    links, ids, contents = Links(), Ids(), Contents(document)
    runs = Runs(links, ids, Objects(notes, shown))
    write_opening(body, layout, shown)
    write_main_points(body, layout)
    contents.write(body, layout)
    shapes = Shapes(Lists(file.part.numbering_part.element))
    BodyWriter(body, runs, shapes, contents, layout).write(document, referred)
    write_loose_answers(body, layout)
    write_closing(body, layout, runs)
    body.append(file.element.body[-1])
    links.add_to(main_part_of(file))
    if notes.used:
        add_notes(file, notes, ids)
    return root


def add_notes(file: WordFile, notes: Notes, ids: Ids) -> None:
    """The part with the footnotes."""
    links = Links()
    data = write_notes(notes.used, Runs(links, ids, NoObjects()))
    part = add_part(main_part_of(file), NOTES_PART, NOTES_TYPE, RELATIONSHIP_TYPE.FOOTNOTES, data)
    links.add_to(part)


class BodyWriter:
    """Writes blocks in reading order."""

    def __init__(self, body: Element, runs: Runs, shapes: Shapes, contents: Contents, layout: Layout) -> None:
        self._body, self._runs, self._shapes, self._contents = body, runs, shapes, contents
        self._layout = layout

    def write(self, document: Document, referred: Set[str]) -> None:
        """Every block that stands by itself; rows and cells come with their table, notes with their sign."""
        children: dict[str, list[Block]] = defaultdict(list)
        for block in document.blocks:
            if block.parent is not None:
                children[block.parent].append(block)
        for block in document.blocks:
            if block.parent is None and block.id not in referred:
                self._block(block, children)

    def _block(self, block: Block, children: dict[str, list[Block]]) -> None:
        if block.kind is BlockKind.TABLE:
            self._shapes.interrupt()
            write_table(self._body, block, children, self._runs)
            add_paragraph(self._body, "ConsultGap")
        elif block.kind not in (BlockKind.ROW, BlockKind.CELL):
            self._paragraph(block)

    def _paragraph(self, block: Block) -> None:
        paragraph = self._shapes.add(self._body, block)
        entry = self._contents.bookmark(block) if block.kind is BlockKind.HEADING else None
        opened = [] if entry is None else [self._runs.open_bookmark(paragraph, entry)]
        self._runs.write(paragraph, block)
        self._runs.close_bookmarks(paragraph, opened)
        if answer := self._layout.answers.get(block.id):
            self._shapes.interrupt()
            write_answer(self._body, self._layout.label("chosen_option"), answer)
