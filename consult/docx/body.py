"""Walks through a body and turns paragraphs and tables into drafts of blocks."""

from collections import Counter

from lxml import etree

from consult.docx.drafts import MAX_BLOCKS, Draft
from consult.docx.inline import Inline
from consult.docx.names import MC, w
from consult.docx.numbering import Numbering
from consult.docx.refused import too_many_blocks
from consult.docx.segments import Segment
from consult.docx.styles import Styles, number, outline_level, text_of
from consult.docx.tables import is_furniture_table, read_table
from consult.text.document import BlockKind

_WRAPPERS = frozenset(
    {w(name) for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo")} | {f"{{{MC}}}Choice"}
)
_DEEPEST_HEADING = 3
_DEEPEST_LIST = 8
_MOST_PARAGRAPHS = 8 * MAX_BLOCKS


class Body:
    """Collects `drafts` in reading order and the segments of the `title`."""

    def __init__(self, styles: Styles, numbering: Numbering, inline: Inline, left: Counter[str]) -> None:
        self.drafts: list[Draft] = []
        self.title: list[Segment] = []
        self._styles, self._numbering, self._inline, self._left = styles, numbering, inline, left
        self._carried: list[Segment] = []
        self._paragraphs = 0

    def walk(self, container: etree._Element) -> None:
        """Read everything inside the body or a wrapper in it."""
        for child in container:
            tag = child.tag
            if tag == w("p"):
                self._paragraph(child)
            elif tag == w("tbl"):
                self._table(child)
            elif tag == w("sdt"):
                self._control(child)
            elif tag in _WRAPPERS or tag == f"{{{MC}}}AlternateContent":
                self.walk(child)

    def finish(self) -> None:
        """Words of a paragraph whose mark is deleted and that has no next one stay a paragraph."""
        if self._carried:
            self._add(Draft(BlockKind.PARAGRAPH, self._carried))
            self._carried = []

    def _add(self, draft: Draft) -> None:
        if draft.children or draft.text.strip():
            self.drafts.append(draft)
        if len(self.drafts) > MAX_BLOCKS:
            raise too_many_blocks(MAX_BLOCKS)

    def _control(self, control: etree._Element) -> None:
        """A content control is read through, unless it is a table of contents."""
        gallery = control.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
        if (text_of(gallery) or "").lower() == "table of contents":
            self._left["contents"] = 1
        else:
            for content in control.iterchildren(w("sdtContent")):
                self.walk(content)

    def _paragraph(self, paragraph: etree._Element) -> None:
        self._count_paragraph()
        properties = paragraph.find(w("pPr"))
        style = self._style_of(properties)
        segments = self._carried + self._inline.read(paragraph)
        self._carried = []
        if self._styles.is_contents(style):
            self._left["contents"] = 1
        elif self._styles.is_furniture(style):
            return
        elif loses_its_mark(properties):
            self._left["tracked_changes"] += 1
            self._carried = segments
        elif self._styles.is_title(style) and not self.title:
            self.title = segments
        else:
            self._add(self._draft(properties, style, segments))

    def _count_paragraph(self) -> None:
        self._paragraphs += 1
        if self._paragraphs > _MOST_PARAGRAPHS:
            raise too_many_blocks(MAX_BLOCKS)

    def _style_of(self, properties: etree._Element | None) -> str:
        element = None if properties is None else properties.find(w("pStyle"))
        return text_of(element) or self._styles.default

    def _draft(self, properties: etree._Element | None, style: str, segments: list[Segment]) -> Draft:
        listed = self._listed(properties, style)
        if level := self._heading_level(properties, style):
            self._left["deep_headings"] += level > _DEEPEST_HEADING
            level = min(level, _DEEPEST_HEADING)
            return Draft(BlockKind.HEADING, segments, level, counted=listed is not None)
        if listed is None:
            return Draft(BlockKind.PARAGRAPH, segments)
        kind, depth = listed
        return Draft(kind, segments, min(max(depth, 0), _DEEPEST_LIST), counted=True)

    def _heading_level(self, properties: etree._Element | None, style: str) -> int | None:
        outline = None if properties is None else number(properties.find(w("outlineLvl")))
        if self._styles.is_title(style):
            return 1
        return self._styles.heading_level(style) if outline is None else outline_level(outline)

    def _listed(self, properties: etree._Element | None, style: str) -> tuple[BlockKind, int] | None:
        """The kind and depth of a list item, by the paragraph or else by its style."""
        own = None if properties is None else properties.find(w("numPr"))
        own_id = None if own is None else text_of(own.find(w("numId")))
        own_level = None if own is None else number(own.find(w("ilvl")))
        num_id, level, source = self._styles.numbering(style)
        if own_id is not None:
            num_id, level = own_id, own_level or 0
        elif num_id is not None and level is None:
            level = self._numbering.level_of_style(num_id, source) if own_level is None else own_level
        if num_id is None:
            return by_name(self._styles.listed_as(style))
        kind = self._numbering.kind(num_id, level or 0)
        return None if kind is None else (kind, level or 0)

    def _table(self, table: etree._Element) -> None:
        self.finish()
        if is_furniture_table(table):
            return
        draft = read_table(table, self._cell, self._left)
        if draft is not None:
            self._add(draft)

    def _cell(self, cell: etree._Element) -> list[Segment]:
        """The paragraphs of a cell as lines; tables and lists in it become lines as well."""
        found: list[Segment] = []
        inner = Body(self._styles, self._numbering, self._inline, self._left)
        inner.walk(cell)
        inner.finish()
        self._paragraphs += inner._paragraphs
        self._count_paragraph()
        for draft in inner.drafts:
            self._left["nested_tables"] += draft.kind is BlockKind.TABLE
            self._left["lists_in_cells"] += draft.kind in {BlockKind.BULLET, BlockKind.NUMBERED}
            for line in lines(draft):
                found.extend([*([Segment("\n")] if found else []), *line])
        return found


def by_name(listed: tuple[str, int] | None) -> tuple[BlockKind, int] | None:
    """The kind of a list that only its style's name tells."""
    if listed is None:
        return None
    return (BlockKind.BULLET if listed[0] == "bullet" else BlockKind.NUMBERED), listed[1]


def lines(draft: Draft) -> list[list[Segment]]:
    """The lines of a draft inside a cell: itself, or every cell of a table."""
    if draft.kind is not BlockKind.TABLE:
        return [draft.segments]
    return [cell.segments for row in draft.children for cell in row.children if cell.text.strip()]


def loses_its_mark(properties: etree._Element | None) -> bool:
    """Whether a tracked change joins the paragraph with the next one."""
    mark = None if properties is None else properties.find(w("rPr"))
    return mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None)
