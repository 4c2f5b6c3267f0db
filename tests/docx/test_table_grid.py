"""Merged cells cover their places, free places are filled, every row is as wide as the table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.docx.table_grid import Placed, place_cells
from consult.text import Block, BlockKind


def cell(name: str, columns: int = 1, rows: int = 1) -> Block:
    return Block(name, BlockKind.CELL, name, column_span=columns, row_span=rows)


def shown(placed: list[list[Placed]]) -> list[str]:
    """Each row as letters, one a column; a small letter where a cell from above reaches in."""
    return [
        "".join(
            (each.block.id or ".")[0].upper() * each.span if each.is_first else each.block.id * each.span
            for each in row
        )
        for row in placed
    ]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([[cell("a"), cell("b")], [cell("c")]], ["AB", "C."]),
        ([[cell("a", 2)], [cell("b"), cell("c")]], ["AA", "BC"]),
        ([[cell("a", 1, 2), cell("b")], [cell("c")]], ["AB", "aC"]),
        ([[cell("b"), cell("a", 1, 2)], [cell("c")]], ["BA", "Ca"]),
        (
            [[cell("b"), cell("c"), cell("a", 1, 3)], [cell("d")], [cell("e"), cell("f")]],
            ["BCA", "D.a", "EFa"],
        ),
        ([[cell("a", 2, 2), cell("b")], [cell("c")]], ["AAB", "aaC"]),
        ([[cell("a", 1, 9)], []], ["A", "a"]),
        ([[], []], [".", "."]),
    ],
)
def test_cells_stand_where_they_reach(rows: list[list[Block]], wanted: list[str]) -> None:
    assert shown(place_cells(rows)) == wanted


CELLS = st.builds(cell, st.sampled_from("abc"), st.integers(-1, 4), st.integers(-1, 4))


@given(st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=5))
def test_every_row_is_whole_and_no_cell_is_lost(rows: list[list[Block]]) -> None:
    placed = place_cells(rows)
    widths = {sum(each.span for each in row) for row in placed}
    assert len(widths) == 1
    for cells, row in zip(rows, placed, strict=True):
        assert [each.column for each in row] == [
            sum(other.span for other in row[:at]) for at in range(len(row))
        ]
        assert [each.block for each in row if each.is_first and each.block.id] == cells
