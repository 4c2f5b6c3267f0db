"""Reads the first sheet of a spreadsheet, row by row."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from consult.sheets.guard import check_spreadsheet
from consult.sheets.refused import Refused, damaged
from consult.sheets.table import MAX_COLUMNS, Note, Row, Table, gather, trimmed

FORMULA = "f"


def read_xlsx(data: bytes) -> Table:
    """The table on the sheet that stands first; hidden behind it others are only counted."""
    check_spreadsheet(data)
    try:
        workbook = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        sheets = workbook.worksheets
        if not sheets:
            raise damaged()
        sheets[0].reset_dimensions()
        rows = sheets[0].iter_rows(max_col=MAX_COLUMNS + 1)
        return gather(_rows(rows), notes=(Note.OTHER_SHEETS,) if len(sheets) > 1 else ())
    except Refused:
        raise
    # The parser fails in many ways on hostile files; whichever it is, the reader is told the same.
    except Exception as error:
        raise damaged() from error


def _rows(rows: Iterable[Any]) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=1):
        formulas = frozenset(place for place, cell in enumerate(cells) if cell.data_type == FORMULA)
        texts = ("" if place in formulas else _text(cell.value) for place, cell in enumerate(cells))
        yield Row(number, trimmed(texts), formulas)


def _text(value: object) -> str:
    """A value as one reads it in the cell.

    >>> _text(5.0), _text(None), _text("ry")
    ('5', '', 'ry')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
