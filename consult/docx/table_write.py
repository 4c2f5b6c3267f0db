"""Writes tables: a grid that fits its words, merged cells, header rows that repeat on every page."""

from collections.abc import Mapping, Sequence
from math import sqrt

from consult.docx.markup import Element, add_paragraph, child
from consult.docx.revision import Revision, open_revision
from consult.docx.runs import Runs
from consult.docx.table_grid import Placed, place_cells
from consult.text.block import Block

WIDTH = 8334
INDENT = 1304
_NARROWEST = 9.0
_CHARACTER, _MARGINS = 124, 240
Children = Mapping[str, Sequence[Block]]


def write_table(parent: Element, table: Block, children: Children, runs: Runs) -> None:
    """A table with its rows; a row with fewer cells than the widest one is filled up."""
    rows = children.get(table.id, ())
    if not rows:
        return
    placed = place_cells([children.get(row.id, ()) for row in rows])
    element, widths = start_table(parent, placed, has_header=rows[0].level > 0)
    for number, (row, cells) in enumerate(zip(rows, placed, strict=True)):
        write_row(element, (table, row) if number == 0 else (row,), cells, widths, runs)


def start_table(
    parent: Element, placed: Sequence[Sequence[Placed]], *, has_header: bool, style: str = "ConsultTable"
) -> tuple[Element, list[int]]:
    """A table without rows, and the widths of its columns."""
    widths = column_widths(placed)
    element = child(parent, "tbl")
    write_properties(element, style, has_header=has_header)
    grid = child(element, "tblGrid")
    for width in widths:
        child(grid, "gridCol", w=width)
    return element, widths


def write_properties(element: Element, style: str, *, has_header: bool) -> None:
    """Style, place and size of a table."""
    properties = child(element, "tblPr")
    child(properties, "tblStyle", val=style)
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
    parent: Element, around: tuple[Block, ...], cells: Sequence[Placed], widths: list[int], runs: Runs
) -> None:
    """One row; the bookmarks of the row, and of the table in its first one, go around its first cell."""
    is_header = around[-1].level > 0
    element = start_row(parent, runs, is_header=is_header)
    for number, cell in enumerate(cells):
        paragraph = start_cell(element, cell, widths, is_header=is_header)
        own = around if number == 0 else ()
        if cell.is_first:
            runs.write(paragraph, cell.block, *own)
        else:
            runs.close_bookmarks(paragraph, runs.open_bookmarks(paragraph, own))


def start_row(parent: Element, runs: Runs, revision: Revision | None = None, *, is_header: bool) -> Element:
    """A row without cells, itself put in or taken out if a tracked change is given."""
    element = child(parent, "tr")
    properties = child(element, "trPr")
    child(properties, "cantSplit")
    if is_header:
        child(properties, "tblHeader")
    if revision is not None:
        open_revision(properties, revision, runs.ids)
    return element


def start_cell(row: Element, cell: Placed, widths: list[int], *, is_header: bool) -> Element:
    """A cell with its one paragraph, which is returned."""
    element = child(row, "tc")
    properties = child(element, "tcPr")
    child(properties, "tcW", w=sum(widths[cell.column : cell.column + cell.span]), type="dxa")
    if cell.span > 1:
        child(properties, "gridSpan", val=cell.span)
    if not cell.is_first:
        child(properties, "vMerge", val="continue")
    elif cell.goes_on:
        child(properties, "vMerge", val="restart")
    return add_paragraph(element, "TableHeading" if is_header else "TableText")


def column_widths(placed: Sequence[Sequence[Placed]]) -> list[int]:
    """Widths in twips that add up to the table's: columns with more words are wider, but by less.

    No word is broken as long as the longest ones of all columns fit beside each other.
    """
    count = max((cell.column + cell.span for row in placed for cell in row), default=1)
    weights, least = [_NARROWEST] * count, [0] * count
    for row in placed:
        for cell in row:
            if cell.is_first and cell.span == 1:
                text = cell.block.text
                longest = max(map(len, text.split()), default=0)
                weights[cell.column] = max(weights[cell.column], longest, 4 * sqrt(len(text)))
                least[cell.column] = max(least[cell.column], longest * _CHARACTER + _MARGINS)
    widths = fit_widths(weights, least if sum(least) <= WIDTH else [0] * count)
    widths[-1] += WIDTH - sum(widths)
    return widths


def fit_widths(weights: Sequence[float], least: Sequence[int]) -> list[int]:
    """Widths by weight; a column that would be too narrow gets what it needs, the others share the rest."""
    fixed: set[int] = set()
    while True:
        rest = WIDTH - sum(least[number] for number in fixed)
        total = sum(weight for number, weight in enumerate(weights) if number not in fixed)
        widths = [
            least[number] if number in fixed else int(rest * weight / total)
            for number, weight in enumerate(weights)
        ]
        narrow = {number for number, width in enumerate(widths) if width < least[number]}
        if not narrow or len(fixed | narrow) == len(widths):
            return widths
        fixed |= narrow
