"""Where the cells of a table stand: merged ones cover columns and rows, free places are filled up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.text.block import Block, BlockKind

EMPTY = Block("", BlockKind.CELL)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in one row: its first column and how many it covers.

    `is_first` is false in the rows that a cell from above reaches into, `goes_on` true where it covers
    more rows than this one.
    """

    block: Block
    column: int
    span: int
    is_first: bool = True
    goes_on: bool = False


def place_cells(rows: Sequence[Sequence[Block]]) -> list[list[Placed]]:
    """Every row with its cells from left to right, all rows equally wide."""
    reaching: dict[int, tuple[Placed, int]] = {}
    placed: list[list[Placed]] = []
    for number, cells in enumerate(rows):
        row, reaching = _place_row(cells, reaching, len(rows) - number)
        placed.append(row)
    width = max((row[-1].column + row[-1].span for row in placed if row), default=0) or 1
    return [[*row, *_fill(row, width)] for row in placed]


def _place_row(
    cells: Sequence[Block], reaching: dict[int, tuple[Placed, int]], rows_left: int
) -> tuple[list[Placed], dict[int, tuple[Placed, int]]]:
    """One row between the cells from above, and the cells that reach into the next row by their column."""
    row: list[Placed] = []
    onwards: dict[int, tuple[Placed, int]] = {}
    column = 0
    waiting = list(cells)
    while waiting or any(start >= column for start in reaching):
        if column in reaching:
            above, rows = reaching[column]
            cell = Placed(above.block, column, above.span, is_first=False, goes_on=rows > 1)
        elif waiting:
            block = waiting.pop(0)
            rows = min(max(block.row_span, 1), rows_left)
            span = _free_span(block, column, reaching)
            cell = Placed(block, column, span, goes_on=rows > 1)
        else:
            rows = 1
            nearest = min(start for start in reaching if start > column)
            cell = Placed(EMPTY, column, 1) if nearest > column else Placed(EMPTY, column, nearest - column)
        row.append(cell)
        if rows > 1:
            onwards[column] = (cell, rows - 1)
        column += cell.span
    return row, onwards


def _free_span(block: Block, column: int, reaching: dict[int, tuple[Placed, int]]) -> int:
    """How many columns a cell may cover before it meets one from above."""
    limit = min((start for start in reaching if start > column), default=column + max(block.column_span, 1))
    return max(min(max(block.column_span, 1), limit - column), 1)


def _fill(row: Sequence[Placed], width: int) -> Iterator[Placed]:
    """Empty cells from the end of a row to the width of the table."""
    end = row[-1].column + row[-1].span if row else 0
    return (Placed(EMPTY, column, 1) for column in range(end, width))
