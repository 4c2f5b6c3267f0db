"""Walks through a body and turns paragraphs and tables into drafts of blocks."""

from collections import Counter
from typing import NamedTuple

from lxml import etree

from consult.docx.drafts import MAX_BLOCKS, Draft
from consult.docx.inline import Inline
from consult.docx.kinds import Kinds, ParagraphKind
from consult.docx.names import MC, w
from consult.docx.places import KEY, UNSTYLED, place_of
from consult.docx.refused import too_many_blocks
from consult.docx.segments import Segment
from consult.docx.styles import properties_of, text_of
from consult.docx.tables import is_furniture_table, read_table
from consult.docx.view import BRINGS, TAKES, View
from consult.text.document import BlockKind

_WRAPPERS = frozenset({w(name) for name in ("sdtContent", "customXml", "smartTag")} | {f"{{{MC}}}Choice"})
_CHANGES = frozenset({w("ins"), w("moveTo"), w("del"), w("moveFrom")})
_P, _TABLE, _CONTROL, _CHOICES = w("p"), w("tbl"), w("sdt"), f"{{{MC}}}AlternateContent"
_RPR, _PPR_CHANGE, _STYLE = w("rPr"), w("pPrChange"), w("pStyle")
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_MOST_PARAGRAPHS = 8 * MAX_BLOCKS


class Paragraph(NamedTuple):
    """One paragraph of the file: several become one where the ends of all but the last are not there."""

    kind: ParagraphKind
    segments: list[Segment]
    key: str
    is_styled: bool = True

    @property
    def says_something(self) -> bool:
        """Whether it has words."""
        return any(segment.text.strip() for segment in self.segments)


class Body:
    """Collects `drafts` in reading order and the segments of the `title`."""

    def __init__(self, kinds: Kinds, inline: Inline, left: Counter[str], view: View) -> None:
        self.drafts: list[Draft] = []
        self.title: list[Segment] = []
        self._kinds, self._inline, self._left, self._view = kinds, inline, left, view
        self._carried: list[Paragraph] = []
        self._places: list[Segment] = []
        self._paragraphs = 0

    def walk(self, container: etree._Element) -> None:
        """Read everything inside the body or a wrapper in it."""
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
            elif tag == _TABLE:
                self._table(child)
            elif tag == _CONTROL:
                self._control(child)
            elif tag in _WRAPPERS or tag == _CHOICES:
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
        if draft.children or draft.says_something:
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
        now = properties_of(paragraph)
        ends = now is None or self._ends(now)
        kind = self._kinds.of(self._view.looks(now))
        segments = self._inline.paragraph(paragraph)
        if self._places:
            segments, self._places = self._places + segments, []
        if kind.is_contents or kind.is_furniture:
            self._pass_over(paragraph, kind)
            return
        key, is_styled = str(paragraph.get(KEY, "")), paragraph.get(UNSTYLED) is None
        self._carried.append(Paragraph(kind, segments, key, is_styled))
        if ends:
            self._end_paragraph(self._carried)
        else:
            self._left["tracked_changes"] += 1

    def _ends(self, properties: etree._Element) -> bool:
        """Whether the end of a paragraph with these properties is part of the text."""
        if len(properties) == 0 or (len(properties) == 1 and properties[0].tag == _STYLE):
            return True
        self._left["format_changes"] += properties.find(_PPR_CHANGE) is not None
        return self._view.holds_all(properties.find(_RPR))

    def _pass_over(self, paragraph: etree._Element, kind: ParagraphKind) -> None:
        """What is derived anew whenever a document is written."""
        self._left["contents"] |= kind.is_contents
        self._left["around"] += kind.is_furniture and is_changed(paragraph)
        self.finish()

    def _end_paragraph(self, paragraphs: list[Paragraph]) -> None:
        """Several paragraphs as one, which is what the last of them with words was."""
        self._carried = []
        leading, segments = paragraphs[0], paragraphs[0].segments
        if len(paragraphs) > 1:
            leading = next((each for each in reversed(paragraphs) if each.says_something), paragraphs[-1])
            segments = joined(paragraphs)
        kind = leading.kind
        if kind.is_title and not self.title:
            self.title = segments
            return
        self._left["deep_headings"] += kind.is_deep
        draft = Draft(kind.kind, segments, kind.level, counted=kind.counted, is_styled=leading.is_styled)
        draft.keys = keys_of(leading, paragraphs)
        self._add(draft)

    def _count_paragraph(self) -> None:
        self._paragraphs += 1
        if self._paragraphs > _MOST_PARAGRAPHS:
            raise too_many_blocks(MAX_BLOCKS)

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
        inner = Body(self._kinds, self._inline, self._left, self._view)
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


def keys_of(leading: Paragraph, paragraphs: list[Paragraph]) -> tuple[str, ...]:
    """The keys of paragraphs that became one and say something: first the one that says what it is."""
    if len(paragraphs) == 1:
        return (leading.key,) if leading.key else ()
    said = [each for each in paragraphs if each is not leading and each.says_something]
    return tuple(each.key for each in (leading, *said) if each.key)


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


def lines(draft: Draft) -> list[list[Segment]]:
    """The lines of a draft inside a cell: itself, or every cell of a table."""
    if draft.kind is not BlockKind.TABLE:
        return [draft.segments]
    return [cell.segments for row in draft.children for cell in row.children if cell.text.strip()]
