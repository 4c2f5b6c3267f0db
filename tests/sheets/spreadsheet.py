"""Spreadsheets as somebody else's program would make them."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook


def made(rows: Iterable[Sequence[object]], *, sheets: int = 1) -> bytes:
    """A workbook with these rows on its first sheet; a text that begins with = is a formula."""
    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(list(row))
    for number in range(1, sheets):
        workbook.create_sheet(f"Taul{number}")
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same file with these parts in it, in place of those of the same name."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, body in parts.items():
            new.writestr(name, body)
    return stream.getvalue()
