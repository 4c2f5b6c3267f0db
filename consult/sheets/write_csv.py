"""Writes a table as CSV in the way that Finnish spreadsheets open at once."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

#: A spreadsheet takes a cell that begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, semicolons, and no cell that would be run as a formula; nothing is cut."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([inert(cell) for cell in header])
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def inert(cell: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would run it.

    >>> inert("=1+1"), inert("ry")
    ("'=1+1", 'ry')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
