"""Reads tables: every row gets the same cells, merged ones are taken apart."""

from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from consult.docx.drafts import Draft
from consult.docx.names import FURNITURE_TABLE, w
from consult.docx.segments import Segment
from consult.docx.styles import number, text_of, toggle
from consult.text.document import BlockKind

CellReader = Callable[[etree._Element], list[Segment]]
_WRAPPERS = frozenset({w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")})
_WIDEST = 63


def read_table(table: etree._Element, read_cell: CellReader, left: Counter[str]) -> Draft | None:
    """A table with its rows and cells; None when nothing of it remains."""
    rows = [row for element in inside(table, "tr") if (row := read_row(element, read_cell, left))]
    if not rows:
        return None
    widest = max(len(row.children) for row in rows)
    for row in rows:
        row.children.extend(Draft(BlockKind.CELL) for _ in range(widest - len(row.children)))
    if not any(row.level for row in rows) and len(rows) > 1 and widest > 1 and says_first_row(table):
        rows[0].level = 1
    return Draft(BlockKind.TABLE, children=rows)


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


def read_row(element: etree._Element, read_cell: CellReader, left: Counter[str]) -> Draft | None:
    """One row; None when a tracked change deletes it."""
    properties = element.find(w("trPr"))
    if properties is not None and properties.find(w("del")) is not None:
        left["tracked_changes"] += 1
        return None
    row = Draft(BlockKind.ROW, level=int(bool(toggle(properties, "tblHeader"))))
    row.children.extend(empty_cells(properties, "gridBefore"))
    for cell in inside(element, "tc"):
        row.children.extend(read_cells(cell, read_cell, left))
    row.children.extend(empty_cells(properties, "gridAfter"))
    return row


def empty_cells(properties: etree._Element | None, name: str) -> list[Draft]:
    """The columns that a row leaves free at one of its ends."""
    count = 0 if properties is None else number(properties.find(w(name))) or 0
    return [Draft(BlockKind.CELL) for _ in range(min(max(count, 0), _WIDEST))]


def read_cells(cell: etree._Element, read_cell: CellReader, left: Counter[str]) -> list[Draft]:
    """One cell, followed by an empty one for each further column that it covers."""
    properties = cell.find(w("tcPr"))
    if properties is not None and properties.find(w("cellDel")) is not None:
        left["tracked_changes"] += 1
        return []
    span = 1 if properties is None else number(properties.find(w("gridSpan"))) or 1
    merge = None if properties is None else properties.find(w("vMerge"))
    continues = merge is not None and (text_of(merge) or "continue") == "continue"
    left["merged_cells"] += span > 1 or continues
    words = [] if continues else read_cell(cell)
    return [Draft(BlockKind.CELL, words), *(Draft(BlockKind.CELL) for _ in range(min(span, _WIDEST) - 1))]


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
