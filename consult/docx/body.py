"""Walks through a body and turns paragraphs and tables into drafts of blocks."""

from collections import Counter
from dataclasses import dataclass

from lxml import etree

from consult.docx.drafts import MAX_BLOCKS, Draft
from consult.docx.inline import Inline
from consult.docx.names import MC, w
from consult.docx.numbering import Numbering
from consult.docx.places import KEY, UNSTYLED, place_of
from consult.docx.refused import too_many_blocks
from consult.docx.segments import Segment
from consult.docx.styles import Styles, number, outline_level, text_of
from consult.docx.tables import is_furniture_table, read_table
from consult.docx.view import BRINGS, TAKES, View
from consult.text.document import BlockKind

_WRAPPERS = frozenset({w(name) for name in ("sdtContent", "customXml", "smartTag")} | {f"{{{MC}}}Choice"})
_CHANGES = frozenset({w("ins"), w("moveTo"), w("del"), w("moveFrom")})
_DEEPEST_HEADING = 3
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_DEEPEST_LIST = 8
_MOST_PARAGRAPHS = 8 * MAX_BLOCKS


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the file: several become one where the ends of all but the last are not there."""

    properties: etree._Element | None
    style: str
    segments: list[Segment]
    key: str
    is_styled: bool = True

    @property
    def says_something(self) -> bool:
        """Whether it has words."""
        return any(segment.text.strip() for segment in self.segments)


class Body:
    """Collects `drafts` in reading order and the segments of the `title`."""

    def __init__(
        self, styles: Styles, numbering: Numbering, inline: Inline, left: Counter[str], view: View
    ) -> None:
        self.drafts: list[Draft] = []
        self.title: list[Segment] = []
        self._styles, self._numbering, self._inline, self._left = styles, numbering, inline, left
        self._view = view
        self._carried: list[Paragraph] = []
        self._places: list[Segment] = []
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
            elif tag in _CHANGES:
                if self._view.holds(child):
                    self.walk(child)
            elif place := place_of(child):
                self._places.append(Segment("", place=place))

    def finish(self) -> None:
        """Words of a paragraph whose end is not there and that has no next one stay a paragraph."""
        if self._carried:
            self._end_paragraph(self._carried)
        if self._places and self.drafts:
            self.drafts[-1].segments += self._places
            self._places = []

    def _add(self, draft: Draft) -> None:
        if draft.children or draft.text.strip():
            self.drafts.append(draft)
        else:
            self._places += [segment for segment in draft.segments if segment.place]
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
        now = paragraph.find(w("pPr"))
        properties = self._view.looks(now)
        self._left["format_changes"] += now is not None and now.find(w("pPrChange")) is not None
        style = self._style_of(properties)
        segments = self._places + self._inline.paragraph(paragraph)
        self._places = []
        if self._styles.is_contents(style) or self._styles.is_furniture(style):
            self._left["contents"] |= self._styles.is_contents(style)
            self._left["around"] += self._styles.is_furniture(style) and is_changed(paragraph)
            self.finish()
            return
        key, is_styled = str(paragraph.get(KEY, "")), paragraph.get(UNSTYLED) is None
        self._carried.append(Paragraph(properties, style, segments, key, is_styled))
        if self._view.holds_all(None if now is None else now.find(w("rPr"))):
            self._end_paragraph(self._carried)
        else:
            self._left["tracked_changes"] += 1

    def _end_paragraph(self, paragraphs: list[Paragraph]) -> None:
        """Several paragraphs as one, which is what the last of them with words was."""
        self._carried = []
        leading, segments = paragraphs[0], paragraphs[0].segments
        if len(paragraphs) > 1:
            leading = next((each for each in reversed(paragraphs) if each.says_something), paragraphs[-1])
            segments = joined(paragraphs)
        if self._styles.is_title(leading.style) and not self.title:
            self.title = segments
            return
        draft = self._draft(leading.properties, leading.style, segments)
        said = [each for each in paragraphs if each is not leading and each.says_something]
        draft.keys = tuple(each.key for each in (leading, *said) if each.key)
        draft.is_styled = leading.is_styled
        self._add(draft)

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
        draft = read_table(table, self._cell, self._left, self._view)
        if draft is not None:
            self._add(draft)

    def _cell(self, cell: etree._Element) -> Draft:
        """The paragraphs of a cell as lines; tables and lists in it become lines as well."""
        found: list[Segment] = []
        keys = [str(cell.get(KEY, ""))]
        inner = Body(self._styles, self._numbering, self._inline, self._left, self._view)
        inner.walk(cell)
        inner.finish()
        self._paragraphs += inner._paragraphs
        self._count_paragraph()
        for draft in inner.drafts:
            self._left["nested_tables"] += draft.kind is BlockKind.TABLE
            self._left["lists_in_cells"] += draft.kind in {BlockKind.BULLET, BlockKind.NUMBERED}
            for line in lines(draft):
                found.extend([*([Segment("\n")] if found else []), *line])
            keys += draft.keys
        return Draft(BlockKind.CELL, found + inner._places, keys=tuple(key for key in keys if key))


def joined(paragraphs: list[Paragraph]) -> list[Segment]:
    """The words of paragraphs that became one; sentences that meet get a space between."""
    found: list[Segment] = []
    last = ""
    for paragraph in paragraphs:
        text = "".join(segment.text for segment in paragraph.segments)
        if last.endswith(_SENTENCE_ENDS) and text[:1].strip():
            found.append(Segment(" "))
        found += paragraph.segments
        last = text or last
    return found


def is_changed(paragraph: etree._Element) -> bool:
    """Whether somebody changed the words of a paragraph with tracking."""
    return next(paragraph.iter(*BRINGS, *TAKES), None) is not None


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
