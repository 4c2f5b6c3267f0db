"""A table as it was read: a heading row and the rows below it, every cell a text of one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from consult.sheets.refused import empty, too_many_columns, too_many_rows
from consult.text.normalise import single_line

MAX_ROWS = 10_000
MAX_BLANK_ROWS = 50_000
MAX_COLUMNS = 60


class Note(StrEnum):
    """What the reader of a table should be told about how it was read."""

    OLD_ENCODING = "old_encoding"
    OTHER_SHEETS = "other_sheets"


@dataclass(frozen=True)
class Row:
    """One row under its number in the file; `formulas` are the columns that hold one instead of a text."""

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()

    def cell(self, column: int) -> str:
        """The text of a column, empty when the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """The first row that has anything in it names the columns."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()


def gather(rows: Iterable[Row], *, notes: tuple[Note, ...] = ()) -> Table:
    """The table of these rows; empty ones are left out, and nothing beyond the limits is read."""
    kept: list[Row] = []
    blank = 0
    for row in rows:
        if not any(row.cells) and not row.formulas:
            blank += 1
            if blank > MAX_BLANK_ROWS:
                raise too_many_rows(MAX_ROWS)
            continue
        if len(row.cells) > MAX_COLUMNS:
            raise too_many_columns(MAX_COLUMNS)
        kept.append(row)
        if len(kept) > MAX_ROWS + 1:
            raise too_many_rows(MAX_ROWS)
    if not kept:
        raise empty()
    return Table(kept[0].cells, tuple(kept[1:]), notes)


def trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """The cells as texts of one line, without empty ones at the end."""
    cleaned = [single_line(cell) for cell in cells]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    return tuple(cleaned)
