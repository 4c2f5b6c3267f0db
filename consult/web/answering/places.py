"""The places in a text to which a block can be moved."""

from consult import text
from consult.web.answering.spot import excerpt_of
from consult.web.wording import gettext

#: The value of the choice "at the very beginning".
START = "start"


def place_choices(content: text.Document, block_id: str) -> dict[str, str]:
    """Every place but the one where the block stands; an empty first choice makes the reader choose."""
    roots = [block for block in content.blocks if block.parent is None]
    ids = [block.id for block in roots]
    position = ids.index(block_id) if block_id in ids else -1
    here = {block_id, ids[position - 1] if position > 0 else START}
    choices = {"": gettext("Choose a place"), START: gettext("at the very beginning")}
    choices |= {block.id: _label(content, block) for block in roots}
    return {value: label for value, label in choices.items() if value not in here}


def _label(content: text.Document, block: text.Block) -> str:
    words = excerpt_of(content, block.id)
    number = content.numbers.get(block.id)
    if number is None:
        return gettext("after the heading “%(words)s”", words=words)
    return gettext("after block %(number)s: %(words)s", number=number, words=words)
