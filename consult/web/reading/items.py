"""The blocks of a chapter as the page shows them: paragraphs, tables and real nested lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from markupsafe import Markup

from consult import text
from consult.reports.marginalia import Marginalia, Notes
from consult.web.prose import prose

TAGS = {text.BlockKind.BULLET: "ul", text.BlockKind.NUMBERED: "ol"}


@dataclass(frozen=True)
class Cell:
    """One cell of a table, with its place in words for those who comment on it."""

    id: str
    html: Markup
    is_header: bool
    row: int
    column: int
    excerpt: str
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True)
class Item:
    """One block with its number, its words and its notes."""

    block: text.Block
    number: int | None
    html: Markup
    notes: Notes
    marker: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    #: The page of the source that begins here, where the reader may need it to find the words there.
    page: int | None = None

    @property
    def id(self) -> str:
        """The block's id, which is its permanent link."""
        return self.block.id

    @property
    def head(self) -> tuple[tuple[Cell, ...], ...]:
        """The header rows of a table, which stand first and reach no further."""
        head = tuple(takewhile(_is_header, self.rows))
        is_apart = all(cell.row + cell.row_span - 1 <= len(head) for row in head for cell in row)
        return head if is_apart else ()

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """The other rows."""
        return self.rows[len(self.head) :]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that have words, in reading order."""
        return tuple(cell for row in self.rows for cell in row if cell.excerpt)


@dataclass
class ListItem:
    """An item of a list with the lists inside it."""

    item: Item
    nodes: list["Node"] = field(default_factory=list)


@dataclass
class Node:
    """A block on its own, or a list (`tag` ul or ol) with its items."""

    item: Item | None = None
    tag: str = ""
    items: list[ListItem] = field(default_factory=list)


@dataclass(frozen=True)
class Shelf:
    """Makes items of the blocks of one document."""

    document: text.Document
    marginalia: Marginalia
    note_numbers: Mapping[str, int]
    shows_pages: bool = False

    @cached_property
    def pages(self) -> dict[str, int]:
        """The page of the source at the first numbered block of each page."""
        found: dict[str, int] = {}
        page: int | None = None
        for block in self.document.blocks if self.shows_pages else ():
            if block.id in self.document.numbers and block.page not in (None, page):
                page = block.page
                found[block.id] = block.page or 0
        return found

    @cached_property
    def children(self) -> dict[str, list[text.Block]]:
        """Rows by table and cells by row."""
        found: dict[str, list[text.Block]] = {}
        for block in self.document.blocks:
            if block.parent is not None:
                found.setdefault(block.parent, []).append(block)
        return found

    def nodes(self, blocks: Iterable[text.Block]) -> list[Node]:
        """Blocks in order; items of lists are nested by their level."""
        nodes: list[Node] = []
        stack: list[Node] = []
        counted: list[int] = []
        for block in blocks:
            tag = TAGS.get(block.kind)
            if tag is None:
                stack, counted = [], []
                nodes.append(Node(self.item(block)))
                continue
            depth = min(block.level, len(stack))
            stack, counted = stack[: depth + 1], counted[: depth + 1]
            if len(stack) <= depth or stack[depth].tag != tag:
                stack, counted = [*stack[:depth], Node(tag=tag)], [*counted[:depth], 0]
                (stack[depth - 1].items[-1].nodes if depth else nodes).append(stack[depth])
            counted[depth] += 1
            marker = f"{counted[depth]}." if tag == "ol" else ""
            stack[depth].items.append(ListItem(self.item(block, marker)))
        return nodes

    def item(self, block: text.Block, marker: str = "") -> Item:
        """One block; a table with its rows."""
        return Item(
            block=block,
            number=self.document.numbers.get(block.id),
            html=prose(block.text, block.marks, self.note_numbers),
            notes=self.marginalia.on(block.id),
            marker=marker,
            rows=self._rows(block) if block.kind is text.BlockKind.TABLE else (),
            page=self.pages.get(block.id),
        )

    def _rows(self, table: text.Block) -> tuple[tuple[Cell, ...], ...]:
        return tuple(
            tuple(
                self._cell(cell, is_header=bool(row.level), row=number, column=column)
                for column, cell in enumerate(self.children.get(row.id, ()), start=1)
            )
            for number, row in enumerate(self.children.get(table.id, ()), start=1)
        )

    def _cell(self, cell: text.Block, *, is_header: bool, row: int, column: int) -> Cell:
        html = prose(cell.text, cell.marks, self.note_numbers)
        excerpt = shorten(cell.text)
        return Cell(cell.id, html, is_header, row, column, excerpt, cell.column_span, cell.row_span)


def _is_header(row: tuple[Cell, ...]) -> bool:
    return bool(row) and all(cell.is_header for cell in row)


def shorten(words: str, limit: int = 50) -> str:
    """The first words of a text."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"
