"""A document is an ordered tuple of blocks. All values are immutable."""

from dataclasses import dataclass
from functools import cached_property

from consult.text.block import NUMBERED_KINDS, OBJECT, Block, BlockKind, Fragment, Mark, MarkKind
from consult.text.markdown_write import write_markdown
from consult.text.plain import write_plain

__all__ = ["NUMBERED_KINDS", "OBJECT", "Block", "BlockKind", "Document", "Fragment", "Mark", "MarkKind"]


@dataclass(frozen=True)
class Document:
    """An ordered tuple of blocks with unique ids, parents before their children.

    >>> document = parse("# Tilat\\n\\nTilat ovat auki.")
    >>> [(block.id, block.kind.value, document.numbers.get(block.id)) for block in document.blocks]
    [('b1', 'heading', None), ('b2', 'paragraph', 1)]
    """

    blocks: tuple[Block, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Block]:
        """Blocks by id."""
        return {block.id: block for block in self.blocks}

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each block in reading order, by id."""
        return {block.id: place for place, block in enumerate(self.blocks)}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The public number of each block that has one, from 1 in reading order."""
        counted = (block.id for block in self.blocks if block.kind in NUMBERED_KINDS)
        return {block_id: number for number, block_id in enumerate(counted, start=1)}

    @cached_property
    def heading_numbers(self) -> dict[str, str]:
        """Derived heading numbers: `1`, `1.1`, `1.1.1` by heading block id."""
        counters = [0, 0, 0]
        numbers: dict[str, str] = {}
        for block in self.blocks:
            if block.kind is not BlockKind.HEADING:
                continue
            depth = min(max(block.level, 1), 3)
            counters[depth - 1] += 1
            counters[depth:] = [0] * (3 - depth)
            numbers[block.id] = ".".join(str(max(count, 1)) for count in counters[:depth])
        return numbers

    def children(self, parent_id: str) -> tuple[Block, ...]:
        """The blocks directly inside a table or a row, in order."""
        return tuple(block for block in self.blocks if block.parent == parent_id)

    def to_markdown(self) -> str:
        """The document as CommonMark with tables; `parse` reads the same kinds, levels, texts and marks back.

        A merged cell is told as a single one: every row has as many cells as the widest.

        >>> Document((Block("b1", BlockKind.HEADING, "Tilat", 1),)).to_markdown()
        '# Tilat\\n'
        """
        return write_markdown(self.blocks)

    def plain(self) -> str:
        """The words alone: blocks apart by an empty line, list items with their sign, cells by tabs.

        >>> Document((Block("b1", BlockKind.BULLET, "tilat"),)).plain()
        '- tilat\\n'
        """
        return write_plain(self.blocks)
