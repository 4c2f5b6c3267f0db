"""What a block is called: by its public number, a heading by its words, a cell by its table."""

from flask_babel import gettext
from markupsafe import Markup

from consult.text.block import Block, BlockKind
from consult.text.document import Document
from consult.web.phrases import fill, quoted


def block_name(document: Document, block_id: str) -> Markup:
    """As the object of a sentence: kohdan 5, otsikon ”Tilat”."""
    block, number = find_named(document, block_id)
    if block is None:
        return fill(gettext("the removed block"))
    if block.kind is BlockKind.HEADING:
        return fill(gettext("the heading %(words)s"), words=quoted(block.text))
    if number is None:
        return fill(gettext("the note %(words)s"), words=quoted(block.text))
    if block.id != block_id:
        return fill(gettext("the table of block %(number)s"), number=number)
    return fill(gettext("block %(number)s"), number=number)


def subject_name(document: Document, block_id: str) -> Markup:
    """As the beginning of a sentence or a label: Kohta 5, Otsikko ”Tilat”."""
    block, number = find_named(document, block_id)
    if block is None:
        return fill(gettext("A removed block"))
    if block.kind is BlockKind.HEADING:
        return fill(gettext("The heading %(words)s"), words=quoted(block.text))
    if number is None:
        return fill(gettext("The note %(words)s"), words=quoted(block.text))
    if block.id != block_id:
        return fill(gettext("The table of block %(number)s"), number=number)
    return fill(gettext("Block %(number)s"), number=number)


def place_name(document: Document, block_id: str) -> Markup:
    """The same as a label, with the page of the plan that the block is on: Kohta 5, s. 12."""
    name, page = subject_name(document, block_id), page_of(document, block_id)
    return name if page is None else fill(gettext("%(place)s, p. %(page)s"), place=name, page=page)


def page_of(document: Document, block_id: str) -> int | None:
    """The page of the plan that the block, or the table around it, is on."""
    block, _ = find_named(document, block_id)
    return None if block is None else block.page


def find_named(document: Document, block_id: str) -> tuple[Block | None, int | None]:
    """The block that is spoken of, which for a row or a cell is its table, and its public number."""
    block = document.by_id.get(block_id)
    while block is not None and block.id not in document.numbers and block.parent is not None:
        block = document.by_id.get(block.parent)
    return block, None if block is None else document.numbers.get(block.id)
