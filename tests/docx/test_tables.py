"""Tables of other people's files."""

import pytest

from consult.docx import Refused, read_document
from consult.text.document import Block, BlockKind
from tests.docx.wordfile import p, t, word_file


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, paragraphs))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, look: str = "") -> str:
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{''.join(rows)}</w:tbl>"


def read(body: str) -> tuple[list[list[str]], list[Block], dict[str, int]]:
    found = read_document(word_file(body))
    rows = [block for block in found.document.blocks if block.kind is BlockKind.ROW]
    texts = [[child.text for child in found.document.children(each.id)] for each in rows]
    return texts, rows, {item.kind: item.count for item in found.left_out}


def test_cells_hang_on_rows_and_rows_on_the_table() -> None:
    texts, rows, left = read(table(row(cell("a"), cell("b")), row(cell("c"), cell(""))))
    assert texts == [["a", "b"], ["c", ""]]
    assert {each.parent for each in rows} == {"b1"}
    assert left == {}


def test_paragraphs_of_a_cell_are_lines() -> None:
    assert read(table(row(cell("yksi", "", "kaksi"))))[0] == [["yksi\nkaksi"]]


def test_merged_cells_say_what_they_cover() -> None:
    wide, down = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    body = table(
        row(cell("leveä", properties=wide), cell("alas", properties=down)),
        row(cell("a"), cell("b"), cell("", properties="<w:vMerge/>")),
    )
    texts, _, left = read(body)
    assert texts == [["leveä", "alas"], ["a", "b"]]
    assert left == {}
    cells = [block for block in read_document(word_file(body)).document.blocks if block.text]
    assert [(cell.column_span, cell.row_span) for cell in cells] == [(2, 1), (1, 2), (1, 1), (1, 1)]


def test_a_cell_that_goes_on_under_nothing_is_a_cell_of_its_own() -> None:
    goes_on = "<w:vMerge/>"
    body = table(
        row(cell("a"), cell("b", properties='<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')),
        row(cell("c", properties=goes_on), cell("d", properties=goes_on)),
    )
    assert read(body)[0] == [["a", "b"], ["c", "d", ""]]


def test_a_row_of_cells_that_all_go_on_is_kept() -> None:
    body = table(
        row(cell("a", properties='<w:vMerge w:val="restart"/>')), row(cell("", properties="<w:vMerge/>"))
    )
    assert read(body)[0] == [["a"], []]


def test_rows_get_the_same_number_of_cells() -> None:
    late = '<w:gridBefore w:val="1"/>'
    assert read(table(row(cell("a"), cell("b")), row(cell("c"), properties=late), row(cell("d"))))[0] == [
        ["a", "b"],
        ["", "c"],
        ["d", ""],
    ]


@pytest.mark.parametrize(
    ("look", "levels"),
    [
        ('<w:tblLook w:firstRow="1"/>', [1, 0]),
        ('<w:tblLook w:val="04A0"/>', [1, 0]),
        ('<w:tblLook w:firstRow="0" w:val="04A0"/>', [0, 0]),
        ('<w:tblLook w:val="zz"/>', [0, 0]),
        ("", [0, 0]),
    ],
)
def test_first_row_is_a_header_when_the_look_says_so(look: str, levels: list[int]) -> None:
    rows = [row(cell("a"), cell("b")) for _ in range(2)]
    assert [each.level for each in read(table(*rows, look=look))[1]] == levels


def test_repeated_rows_are_headers() -> None:
    body = table(
        row(cell("a"), properties="<w:tblHeader/>"), row(cell("b")), look='<w:tblLook w:firstRow="1"/>'
    )
    assert [each.level for each in read(body)[1]] == [1, 0]


def test_table_inside_a_cell_becomes_lines_and_is_told() -> None:
    inner = f"<w:tc>{table(row(cell('x'), cell('y')))}{p('perässä')}</w:tc>"
    texts, _, left = read(table(row(inner)))
    assert texts == [["x\ny\nperässä"]]
    assert left == {"nested_tables": 1}


def test_deleted_cells_and_empty_tables_are_gone() -> None:
    assert read(table(row(cell("a"), cell("b", properties="<w:cellDel/>"))))[0] == [["a"]]
    assert read(table() + p("a"))[0] == []


def test_a_joiner_alone_in_a_cell_is_nothing() -> None:
    assert read(table(row(cell("\u200d"), cell("a\u200db"))))[0] == [["", "a\u200db"]]


def test_marks_of_a_cell_count_from_its_first_line() -> None:
    bold = t("lihava", "<w:b/>")
    body = table(row(f"<w:tc>{p('alku')}{p(bold)}</w:tc>"))
    block = read_document(word_file(body)).document.blocks[-1]
    assert [(mark.start, mark.end) for mark in block.marks] == [(5, 11)]


def test_a_thousand_columns_are_bearable() -> None:
    wide = cell("a", properties='<w:gridSpan w:val="999999999"/>')
    cells = [block for block in read_document(word_file(table(row(wide)))).document.blocks if block.text]
    assert [cell.column_span for cell in cells] == [63]


def test_more_cells_than_a_document_holds_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_document(word_file(table(*(row(*[cell("a")] * 60) for _ in range(90)))))
    assert refused.value.code == "too_many_blocks"
