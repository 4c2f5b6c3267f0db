"""What leaves as a table is text and nothing but text, and none of it is cut."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from consult.sheets import read_table, write_csv, write_xlsx
from consult.sheets.write_csv import FORMULA

HOSTILE = [
    '=HYPERLINK("//evil.example")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "=cmd|'/c calc'!A1",
    'a;b"c\nd',
    "Kylä\x0b\x00\x1b\ufffe ry",
    "\ud83d",
    "https://evil.example",
]


def cells(data: bytes) -> list[list[object]]:
    """What a spreadsheet program would find."""
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_file_is_run(text: str) -> None:
    rows = csv.reader(StringIO(write_csv(["Nimi"], [[text]]).decode("utf-8-sig"), newline=""), delimiter=";")
    assert not [cell for row in rows for cell in row if cell.lstrip(" ").startswith(FORMULA)]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_spreadsheet_is_run(text: str) -> None:
    assert len(cells(write_xlsx("Järjestöt", ["Nimi"], [[text]]))) == 2


@pytest.mark.parametrize("letter", ["a", "\U0001f600"])
def test_a_long_text_is_whole_in_both(letter: str) -> None:
    long = letter * 100_000
    found = cells(write_xlsx("x", ["Nimi", "Muu"], [["eka", long], ["toka", "b"]]))
    assert found[1][0] == "eka"
    assert "".join(str(row[1]) for row in found[1:-1]) == long
    assert max(len(str(row[1]).encode("utf-16-le")) // 2 for row in found) <= 32_767
    assert found[-1] == ["toka", "b"]
    assert long in write_csv(["Nimi"], [[long]]).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("name", "write"), [("x.csv", write_csv), ("x.xlsx", lambda *table: write_xlsx("x", *table))]
)
def test_what_is_written_is_read_again(name: str, write: object) -> None:
    assert callable(write)
    rows = [("Äijälän kylät ry", "=1+1", "-merkki"), ('Kylä; "vanha"', "", "x")]
    table = read_table(name, write(("Nimi", "a", "b"), rows))
    assert [row.cells for row in table.rows] == rows
