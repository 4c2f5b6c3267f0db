"""Reads tables: merged cells say how many columns and rows they cover, every row covers the same columns."""

from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from consult.docx.drafts import Draft
from consult.docx.names import FURNITURE_TABLE, w
from consult.docx.places import KEY
from consult.docx.styles import number, text_of, toggle
from consult.docx.view import View
from consult.text.document import BlockKind

CellReader = Callable[[etree._Element], Draft]
_WRAPPERS = frozenset({w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")})
_WIDEST = 63
#: LibreOffice writes it into a row without words that is tracked, and leaves it there.
_JOINER = "\u200d"


def read_table(table: etree._Element, read_cell: CellReader, left: Counter[str], view: View) -> Draft | None:
    """A table with its rows and cells; None when nothing of it remains."""
    reader = TableReader(read_cell, left, view)
    for element in inside(table, "tr"):
        reader.read_row(element)
    rows, widest = reader.rows, max(reader.widths, default=0)
    if not rows or not widest:
        return None
    for row, width in zip(rows, reader.widths, strict=True):
        row.children.extend(Draft(BlockKind.CELL) for _ in range(widest - width))
    if not any(row.level for row in rows) and len(rows) > 1 and widest > 1 and says_first_row(table):
        rows[0].level = 1
    return Draft(BlockKind.TABLE, children=rows, keys=_keys(table))


def _keys(element: etree._Element) -> tuple[str, ...]:
    return (str(element.get(KEY)),) if element.get(KEY) else ()


def is_furniture_table(table: etree._Element) -> bool:
    """Whether the table is one of ours around the text: the signatories."""
    style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
    return text_of(style) == FURNITURE_TABLE


def inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also through content controls."""
    for child in element:
        if child.tag == w(name):
            yield child
        elif child.tag in _WRAPPERS:
            yield from inside(child, name)


class TableReader:
    """Reads row by row; `widths` are the columns that each of the `rows` covers."""

    def __init__(self, read_cell: CellReader, left: Counter[str], view: View) -> None:
        self._read_cell, self._left, self._view = read_cell, left, view
        self._above: dict[int, Draft] = {}
        self._here: dict[int, Draft] = {}
        self.rows: list[Draft] = []
        self.widths: list[int] = []

    def read_row(self, element: etree._Element) -> None:
        """One row, unless the tracked changes say that it is not there."""
        properties = element.find(w("trPr"))
        if not self._view.holds_all(properties):
            self._left["tracked_changes"] += 1
            return
        row = Draft(BlockKind.ROW, level=int(bool(toggle(properties, "tblHeader"))), keys=_keys(element))
        row.children.extend(empty_cells(properties, "gridBefore"))
        width = len(row.children)
        self._above, self._here = self._here, {}
        for cell in inside(element, "tc"):
            width += self._read(cell, row, width)
        ending = empty_cells(properties, "gridAfter")
        row.children.extend(ending)
        self.rows.append(row)
        self.widths.append(width + len(ending))

    def _read(self, cell: etree._Element, row: Draft, column: int) -> int:
        """One cell, or one row more for the cell above that reaches down here; returns its columns."""
        properties = cell.find(w("tcPr"))
        if not self._view.holds_all(properties):
            self._left["tracked_changes"] += 1
            return 0
        span = 1 if properties is None else number(properties.find(w("gridSpan"))) or 1
        span = min(max(span, 1), _WIDEST)
        merge = None if properties is None else properties.find(w("vMerge"))
        above = self._above.get(column)
        goes_on = merge is not None and (text_of(merge) or "continue") == "continue"
        if goes_on and above is not None and above.column_span == span:
            above.row_span += 1
            self._here[column] = above
            return span
        draft = self._read_cell(cell)
        if draft.text == _JOINER:
            draft.segments = [segment for segment in draft.segments if segment.place is not None]
        draft.column_span = span
        row.children.append(draft)
        if merge is not None:
            self._here[column] = draft
        return span


def empty_cells(properties: etree._Element | None, name: str) -> list[Draft]:
    """The columns that a row leaves free at one of its ends."""
    count = 0 if properties is None else number(properties.find(w(name))) or 0
    return [Draft(BlockKind.CELL) for _ in range(min(max(count, 0), _WIDEST))]


def says_first_row(table: etree._Element) -> bool:
    """Whether the table's look treats its first row as a header."""
    properties = table.find(w("tblPr"))
    look = None if properties is None else properties.find(w("tblLook"))
    if look is None:
        return False
    if (first := text_of(look, "firstRow")) is not None:
        return first.lower() in {"1", "true", "on"}
    try:
        return bool(int(text_of(look) or "0", 16) & 0x20)
    except ValueError:
        return False
