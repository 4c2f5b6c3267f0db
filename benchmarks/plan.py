"""A realistic Finnish plan of any length: headings, paragraphs and list items, no block twice."""

from random import Random

from consult.demo.large.sentences import TOPICS, VIEWS, paragraph
from consult.text import Block, BlockKind, Document

SIZE = 600_000
BLOCKS_IN_SECTION = 8


def make_plan(size: int = SIZE, seed: int = 1) -> Document:
    """A document of at least `size` characters in blocks of about six hundred, the same for the same seed."""
    random = Random(seed)
    blocks: list[Block] = []
    said: set[str] = set()
    length = 0
    while length < size:
        number = len(blocks)
        if number % BLOCKS_IN_SECTION == 0:
            kind, level, text = (
                BlockKind.HEADING,
                2,
                f"{random.choice(VIEWS)}: {random.choice(TOPICS)} {number}",
            )
        else:
            kind = BlockKind.BULLET if number % BLOCKS_IN_SECTION == 1 else BlockKind.PARAGRAPH
            level, text = 0, paragraph(random, random.randrange(4, 9))
        if text not in said:
            said.add(text)
            blocks.append(Block(f"b{number + 1}", kind, text, level))
            length += len(text)
    return Document(tuple(blocks))
