"""Writes tables: a grid that fits its words, header rows that repeat on every page."""

from collections.abc import Mapping, Sequence
from math import sqrt

from consult.docx.markup import Element, add_paragraph, child
from consult.docx.runs import Runs
from consult.text.document import Block, BlockKind

WIDTH = 8334
INDENT = 1304
_NARROWEST = 9.0
Children = Mapping[str, Sequence[Block]]


def write_table(parent: Element, table: Block, children: Children, runs: Runs) -> None:
    """A table with its rows; a row with fewer cells than the widest one is filled up."""
    rows = [(row, children.get(row.id, ())) for row in children.get(table.id, ())]
    if not rows:
        return
    widths = column_widths([cells for _, cells in rows])
    element = child(parent, "tbl")
    write_properties(element, has_header=rows[0][0].level > 0)
    grid = child(element, "tblGrid")
    for width in widths:
        child(grid, "gridCol", w=width)
    for number, (row, cells) in enumerate(rows):
        write_row(element, (table, row) if number == 0 else (row,), cells, widths, runs)


def write_properties(element: Element, *, has_header: bool) -> None:
    """Style, place and size of a table."""
    properties = child(element, "tblPr")
    child(properties, "tblStyle", val="ConsultTable")
    child(properties, "tblW", w=WIDTH, type="dxa")
    child(properties, "tblInd", w=INDENT, type="dxa")
    child(properties, "tblLayout", type="fixed")
    child(
        properties,
        "tblLook",
        val="0420" if has_header else "0400",
        firstRow=int(has_header),
        lastRow=0,
        firstColumn=0,
        lastColumn=0,
        noHBand=0,
        noVBand=1,
    )


def write_row(
    parent: Element, around: tuple[Block, ...], cells: Sequence[Block], widths: list[int], runs: Runs
) -> None:
    """One row; the bookmarks of the row, and of the table in its first one, go around its first cell."""
    element = child(parent, "tr")
    properties = child(element, "trPr")
    child(properties, "cantSplit")
    is_header = around[-1].level > 0
    if is_header:
        child(properties, "tblHeader")
    for number, width in enumerate(widths):
        cell = child(element, "tc")
        child(child(cell, "tcPr"), "tcW", w=width, type="dxa")
        paragraph = add_paragraph(cell, "TableHeading" if is_header else "TableText")
        block = cells[number] if number < len(cells) else Block("", BlockKind.CELL)
        runs.write(paragraph, block, *(around if number == 0 else ()))


def column_widths(rows: Sequence[Sequence[Block]]) -> list[int]:
    """Widths in twips that add up to the table's: columns with more words are wider, but by less."""
    count = max((len(cells) for cells in rows), default=0) or 1
    weights = [_NARROWEST] * count
    for cells in rows:
        for number, cell in enumerate(cells):
            longest_word = max(map(len, cell.text.split()), default=0)
            weights[number] = max(weights[number], longest_word, 4 * sqrt(len(cell.text)))
    total = sum(weights)
    widths = [int(WIDTH * weight / total) for weight in weights]
    widths[-1] += WIDTH - sum(widths)
    return widths
