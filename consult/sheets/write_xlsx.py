"""Writes a table as XLSX in which every cell is a text."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from consult.text.normalise import normalise

#: A cell takes 32,767 units of UTF-16; a text may be made of characters of two.
MAX_CELL = 16_000
TEXT = "s"
WIDTH = 28


def write_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet; a text too long for a cell goes on in the same column of the rows below, none is cut."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for place in range(len(header)):
        sheet.column_dimensions[get_column_letter(place + 1)].width = WIDTH
    sheet.append([_cell(sheet, name, font=Font(bold=True)) for name in header])
    for row in rows:
        for part in parted(row):
            sheet.append([_cell(sheet, cell) for cell in part])
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def parted(row: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The row, and below it what did not fit.

    >>> [tuple(map(len, part)) for part in parted(["a", "b" * 20_000])]
    [(1, 16000), (0, 4000)]
    """
    pieces = [[cell[at : at + MAX_CELL] for at in range(0, len(cell), MAX_CELL)] or [""] for cell in row]
    return zip_longest(*pieces, fillvalue="")


def _cell(sheet: WriteOnlyWorksheet, text: str, *, font: Font | None = None) -> Cell:
    """A cell whose text is never taken for a formula, whatever it begins with."""
    cell = WriteOnlyCell(sheet, normalise(text))
    cell.data_type = TEXT
    if font is not None:
        cell.font = font
    return cell
