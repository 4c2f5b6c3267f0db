"""A document cut into chapters, and the block on the page that each of its parts belongs to."""

from dataclasses import dataclass
from functools import cached_property

from consult import text

INSIDE = frozenset({text.BlockKind.ROW, text.BlockKind.CELL})


@dataclass(frozen=True)
class Chapter:
    """A heading with what follows it, up to the next heading; the first may have none."""

    heading: text.Block | None
    number: str
    depth: int
    blocks: tuple[text.Block, ...]

    @property
    def id(self) -> str:
        """The heading's block id; empty for what stands before every heading."""
        return self.heading.id if self.heading else ""

    @property
    def title(self) -> str:
        """The heading's words."""
        return self.heading.text if self.heading else ""


@dataclass(frozen=True)
class Outline:
    """The chapters of a document; notes stand apart from them."""

    document: text.Document

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """In reading order. `depth` has no gaps: a heading is at most one step deeper than the one before."""
        found: list[Chapter] = []
        heading: text.Block | None = None
        body: list[text.Block] = []
        depth = 0
        for block in self.document.blocks:
            if block.kind is text.BlockKind.HEADING:
                self._close(found, heading, depth, body)
                depth = min(block.level, depth + 1)
                heading, body = block, []
            elif block.kind is not text.BlockKind.NOTE and block.parent is None:
                body.append(block)
        self._close(found, heading, depth, body)
        return tuple(found)

    @cached_property
    def notes(self) -> tuple[text.Block, ...]:
        """The notes in order."""
        return tuple(block for block in self.document.blocks if block.kind is text.BlockKind.NOTE)

    @cached_property
    def homes(self) -> dict[str, str]:
        """The block on the page for every block: cells and rows belong to their table."""
        homes: dict[str, str] = {}
        for block in self.document.blocks:
            homes[block.id] = homes.get(block.parent or "", block.id) if block.parent else block.id
        return homes

    @cached_property
    def chapter_of(self) -> dict[str, str]:
        """The chapter's id for every block; notes have none."""
        own = {block.id: chapter.id for chapter in self.chapters for block in chapter.blocks}
        own |= {chapter.id: chapter.id for chapter in self.chapters if chapter.heading}
        return {block_id: own[home] for block_id, home in self.homes.items() if home in own}

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each block stands in reading order."""
        return {block.id: position for position, block in enumerate(self.document.blocks)}

    @cached_property
    def first(self) -> str:
        """The id of the first block; what is proposed before everything is shown there."""
        return self.document.blocks[0].id if self.document.blocks else ""

    def _close(
        self, found: list[Chapter], heading: text.Block | None, depth: int, body: list[text.Block]
    ) -> None:
        if heading is None and not body:
            return
        number = self.document.heading_numbers.get(heading.id, "") if heading else ""
        found.append(Chapter(heading, number, max(depth, 1), tuple(body)))
