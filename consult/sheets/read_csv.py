"""Reads a CSV file of any spreadsheet: its letters and its separator are found out, not asked."""

import csv
from collections.abc import Iterator
from io import StringIO

from consult.docx.guard import MAX_UPLOAD_MEGABYTES
from consult.sheets.refused import not_a_table, said_of_a_table, unclosed_quote, unknown_letters
from consult.sheets.table import Note, Row, Table, gather, trimmed

SEPARATORS = (";", "\t", ",")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"{\\rtf")
MEGABYTE = 1024 * 1024
DECLARED = "sep="
FORMULA = ("=", "@", "\t=", "\r=")
#: What our own export puts before a text that a spreadsheet would take for a formula.
ESCAPED = ("'=", "'+", "'-", "'@")


def read_csv(data: bytes) -> Table:
    """The table in a CSV file; a quotation mark that is not closed is refused by its row."""
    if len(data) > MAX_UPLOAD_MEGABYTES * MEGABYTE:
        raise said_of_a_table("too_large", MAX_UPLOAD_MEGABYTES)
    words, notes = _decoded(data)
    words, separator = _separated(words)
    return gather(_rows(words, separator), notes=notes)


def _decoded(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """UTF-8, UTF-16 with its mark, or else the old letters of Windows."""
    if data.startswith(BINARY):
        raise not_a_table()
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in data:
        raise not_a_table()
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise unknown_letters() from error
    try:
        return data.decode("cp1252"), (Note.OLD_ENCODING,)
    except UnicodeDecodeError as error:
        raise unknown_letters() from error


def _separated(words: str) -> tuple[str, str]:
    """The text and the separator its first line uses most, outside quotation marks."""
    first, _, rest = words.lstrip("\r\n").partition("\n")
    if first.casefold().startswith(DECLARED) and len(first.rstrip("\r")) == len(DECLARED) + 1:
        return "\n" + rest, first[len(DECLARED)]
    bare = "".join(first.split('"')[::2])
    return words, max(SEPARATORS, key=bare.count)


def _rows(words: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(words, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise unclosed_quote(number) from error
        formulas = frozenset(
            place for place, cell in enumerate(cells) if cell.lstrip(" ").startswith(FORMULA)
        )
        yield Row(
            number,
            trimmed("" if place in formulas else _unescaped(cell) for place, cell in enumerate(cells)),
            formulas,
        )


def _unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith(ESCAPED) else cell
