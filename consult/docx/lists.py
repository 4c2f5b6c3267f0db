"""Gives list items their numbering: a list goes on after what is nested in it and starts anew elsewhere."""

from consult.docx.markup import Element, child
from consult.text.document import Block, BlockKind

BULLETS = 2
_NUMBERS_ABSTRACT = 3
_FIRST_FREE = 10
DEEPEST = 8


class Lists:
    """Follows the blocks in reading order and adds list instances to the numbering part."""

    def __init__(self, numbering: Element) -> None:
        self._numbering = numbering
        self._next = _FIRST_FREE
        self._open: dict[int, int] = {}

    def interrupt(self) -> None:
        """Something else than a list item stands here: every list ends."""
        self._open.clear()

    def number(self, block: Block) -> tuple[int, int]:
        """The list instance and level of an item."""
        level = min(max(block.level, 0), DEEPEST)
        for deeper in [key for key in self._open if key > level]:
            del self._open[deeper]
        if block.kind is BlockKind.BULLET:
            self._open[level] = BULLETS
        elif self._open.get(level, BULLETS) == BULLETS:
            self._open[level] = self._start(level)
        return self._open[level], level

    def _start(self, level: int) -> int:
        """A new instance that counts from one at its level."""
        instance = child(self._numbering, "num", numId=self._next)
        child(instance, "abstractNumId", val=_NUMBERS_ABSTRACT)
        child(child(instance, "lvlOverride", ilvl=level), "startOverride", val=1)
        self._next += 1
        return self._next - 1
