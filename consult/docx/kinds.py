"""What a paragraph is: by its own properties, or else by its style."""

from typing import NamedTuple

from lxml import etree

from consult.docx.names import w
from consult.docx.numbering import Numbering
from consult.docx.styles import Styles, number, outline_level, text_of
from consult.text.document import BlockKind

_DEEPEST_HEADING = 3
_DEEPEST_LIST = 8
_STYLE, _VAL, _OUTLINE = w("pStyle"), w("val"), w("outlineLvl")
_LIST, _LIST_ID, _LIST_LEVEL = w("numPr"), w("numId"), w("ilvl")


class ParagraphKind(NamedTuple):
    """The block that a paragraph is; `counted` says that Word numbers it by itself.

    A heading `is_deep` when documents have no such level. The title, an entry of a table of contents
    and what stands around the text of a file of ours (`is_furniture`) are no blocks.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    counted: bool = False
    is_deep: bool = False
    is_title: bool = False
    is_contents: bool = False
    is_furniture: bool = False


class Kinds:
    """Tells what paragraphs are; most say nothing but a style, which is looked up once."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles, self._numbering = styles, numbering
        self._by_style: dict[str, ParagraphKind] = {}

    def of(self, properties: etree._Element | None) -> ParagraphKind:
        """What a paragraph with these properties is."""
        if properties is None or len(properties) == 0:
            return self._of_style(self._styles.default)
        first = properties[0]
        if first.tag == _STYLE and len(properties) == 1:
            return self._of_style(str(first.get(_VAL, "")) or self._styles.default)
        return self._find(properties, text_of(properties.find(_STYLE)) or self._styles.default)

    def _of_style(self, style: str) -> ParagraphKind:
        known = self._by_style.get(style)
        if known is None:
            known = self._by_style[style] = self._find(None, style)
        return known

    def _find(self, properties: etree._Element | None, style: str) -> ParagraphKind:
        styles = self._styles
        return self._block(properties, style)._replace(
            is_title=styles.is_title(style),
            is_contents=styles.is_contents(style),
            is_furniture=styles.is_furniture(style),
        )

    def _block(self, properties: etree._Element | None, style: str) -> ParagraphKind:
        """A heading, an item of a list or a plain paragraph."""
        listed = self._listed(properties, style)
        if level := self._heading_level(properties, style):
            shown, is_deep = min(level, _DEEPEST_HEADING), level > _DEEPEST_HEADING
            return ParagraphKind(BlockKind.HEADING, shown, listed is not None, is_deep)
        if listed is None:
            return ParagraphKind()
        kind, depth = listed
        return ParagraphKind(kind, min(max(depth, 0), _DEEPEST_LIST), counted=True)

    def _heading_level(self, properties: etree._Element | None, style: str) -> int | None:
        outline = None if properties is None else number(properties.find(_OUTLINE))
        if self._styles.is_title(style):
            return 1
        return self._styles.heading_level(style) if outline is None else outline_level(outline)

    def _listed(self, properties: etree._Element | None, style: str) -> tuple[BlockKind, int] | None:
        """The kind and depth of a list item, by the paragraph or else by its style."""
        own = None if properties is None else properties.find(_LIST)
        own_id = None if own is None else text_of(own.find(_LIST_ID))
        own_level = None if own is None else number(own.find(_LIST_LEVEL))
        num_id, level, source = self._styles.numbering(style)
        if own_id is not None:
            num_id, level = own_id, own_level or 0
        elif num_id is not None and level is None:
            level = self._numbering.level_of_style(num_id, source) if own_level is None else own_level
        if num_id is None:
            return by_name(self._styles.listed_as(style))
        kind = self._numbering.kind(num_id, level or 0)
        return None if kind is None else (kind, level or 0)


def by_name(listed: tuple[str, int] | None) -> tuple[BlockKind, int] | None:
    """The kind of a list that only its style's name tells."""
    if listed is None:
        return None
    return (BlockKind.BULLET if listed[0] == "bullet" else BlockKind.NUMBERED), listed[1]
