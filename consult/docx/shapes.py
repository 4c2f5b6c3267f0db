"""The paragraph that each kind of block is: its style and its place in a list."""

from consult.docx.lists import Lists
from consult.docx.markup import Element, add_paragraph, child
from consult.text.block import Block, BlockKind

DEEPEST_HEADING = 3
_STYLES = {BlockKind.PARAGRAPH: "BodyText", BlockKind.NOTE: "FootnoteText"}
_ITEMS = frozenset({BlockKind.BULLET, BlockKind.NUMBERED})


class Shapes:
    """Makes empty paragraphs for blocks in reading order."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def interrupt(self) -> None:
        """Something else than a list item stands here: every list ends."""
        self._lists.interrupt()

    def add(self, parent: Element, block: Block) -> Element:
        """An empty paragraph for a block that is not a table."""
        if block.kind in _ITEMS:
            return self._item(parent, block)
        self._lists.interrupt()
        return add_paragraph(parent, style_of(block))

    def _item(self, parent: Element, block: Block) -> Element:
        instance, level = self._lists.number(block)
        paragraph = add_paragraph(parent, "ListParagraph")
        numbering = child(paragraph[0], "numPr")
        child(numbering, "ilvl", val=level)
        child(numbering, "numId", val=instance)
        return paragraph


def style_of(block: Block) -> str:
    """The paragraph style of a block that is neither a table nor a list item."""
    if block.kind is BlockKind.HEADING:
        return f"Heading{heading_level(block)}"
    return _STYLES[block.kind]


def heading_level(block: Block) -> int:
    """The level of a heading as it is shown, 1–3."""
    return min(max(block.level, 1), DEEPEST_HEADING)
