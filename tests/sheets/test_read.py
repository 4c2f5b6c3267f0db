"""A table is read from any spreadsheet's file, or refused in one sentence."""

import zipfile
from io import BytesIO

import pytest

from consult.sheets import Row, read_table
from consult.sheets.refused import Refused
from consult.sheets.table import MAX_ROWS, Note
from tests.sheets.spreadsheet import made, with_parts

WORDS = "Nimi;Kunta\r\nÄijälän kylät ry;Jyväskylä\r\n"


def code_of(name: str, data: bytes) -> str:
    """Why the file is refused."""
    with pytest.raises(Refused) as refusal:
        read_table(name, data)
    assert refusal.value.field == "file"
    assert refusal.value.message
    return refusal.value.code


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("utf-16"),
        WORDS.replace(";", ",").encode(),
        WORDS.replace(";", "\t").encode(),
        WORDS.replace("\r\n", "\n").encode(),
        b"sep=;\r\n" + WORDS.encode(),
        b"\r\n" + WORDS.encode(),
        '"Nimi";"Kunta"\r\n"Äijälän kylät ry";"Jyväskylä"'.encode(),
    ],
)
def test_letters_and_separator_are_found_out(data: bytes) -> None:
    table = read_table("lista.CSV", data)
    assert table.header == ("Nimi", "Kunta")
    assert [row.cells for row in table.rows] == [("Äijälän kylät ry", "Jyväskylä")]
    assert table.notes == ()


def test_the_old_letters_of_windows_are_read_and_told() -> None:
    table = read_table("lista.csv", WORDS.encode("cp1252"))
    assert table.rows[0].cells == ("Äijälän kylät ry", "Jyväskylä")
    assert table.notes == (Note.OLD_ENCODING,)


def test_rows_keep_their_numbers_and_quoted_cells_their_separators() -> None:
    table = read_table("lista.csv", b'Nimi,Kunta\n\n"Kyl\xc3\xa4, ""vanha""\nosasto",Multia\n,\n=1+1,"@x"\n')
    assert table.rows == (
        Row(3, ('Kylä, "vanha" osasto', "Multia")),
        Row(5, (), frozenset({0, 1})),
    )


def test_what_our_own_export_made_harmless_is_read_as_it_was() -> None:
    assert read_table("x.csv", b"Nimi\n'=yhdistys\n'-merkki\n'90-luku\n").rows == (
        Row(2, ("=yhdistys",)),
        Row(3, ("-merkki",)),
        Row(4, ("'90-luku",)),
    )


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.csv", b"", "empty"),
        ("x.csv", b"\n;;\n", "empty"),
        ("x.csv", b'Nimi\n"auki\nry\n', "unclosed_quote"),
        ("x.csv", b'Nimi\n"Kyl"\xc3\xa4" ry\n', "unclosed_quote"),
        ("x.csv", b"Nimi\nKyl\x81 ry\n", "unknown_letters"),
        ("x.csv", b"\xff\xfeN\x00i\x00x", "unknown_letters"),
        ("x.csv", b"PK\x03\x04jotain", "not_a_table"),
        ("x.csv", b"%PDF-1.7", "not_a_table"),
        ("x.csv", b"N\x00i\x00m\x00i\x00", "not_a_table"),
        ("x.csv", b"Nimi\n" + b"a\n" * (MAX_ROWS + 1), "too_many_rows"),
        ("x.csv", b"Nimi\n" + b"a\n" * 100_000, "too_many_rows"),
        ("x.csv", b"Nimi\n" + b"\n" * 60_000, "too_many_rows"),
        ("x.csv", b"a;" * 70 + b"a\n", "too_many_columns"),
        ("x.csv", b"a" * 200_000, "unclosed_quote"),
        ("x.csv", b"a\n" * 6_000_000, "too_large"),
        ("x.xls", b"\xd0\xcf\x11\xe0", "old_or_encrypted"),
        ("x.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_or_encrypted"),
        ("x.xlsm", b"PK\x03\x04", "embedded"),
        ("x.pdf", b"%PDF-1.7", "not_a_table"),
        ("x.xlsx", b"", "not_a_table"),
        ("x.xlsx", WORDS.encode(), "not_a_table"),
        ("x.xlsx", b"PK\x03\x04" + b"\0" * 40, "damaged"),
    ],
)
def test_what_is_no_table_is_refused(name: str, data: bytes, code: str) -> None:
    assert code_of(name, data) == code


def test_a_spreadsheet_is_read_with_its_numbers_and_dates() -> None:
    table = read_table(
        "x.xlsx", made([["Nimi", "Luku"], ["Äijälän kylät ry", 5.0], [None, None], ["=A1", "a"]])
    )
    assert table.header == ("Nimi", "Luku")
    assert table.rows == (Row(2, ("Äijälän kylät ry", "5")), Row(4, ("", "a"), frozenset({0})))
    assert read_table("x.xlsx", made([["Nimi"]], sheets=3)).notes == (Note.OTHER_SHEETS,)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/vbaProject.bin": b"x"}, "embedded"),
        ({"xl/embeddings/oleObject1.bin": b"x"}, "embedded"),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, ""),
        (
            {"xl/worksheets/sheet1.xml": b"<!DOCTYPE x [<!ENTITY e 'x'>]><worksheet>&e;</worksheet>"},
            "damaged",
        ),
        ({"xl/worksheets/sheet1.xml": b"<worksheet"}, "damaged"),
        ({"xl/workbook.xml": b"<workbook/>"}, "damaged"),
        ({"xl/media/big.bin": b"\0" * 60_000_000}, "too_much_unpacked"),
        ({f"xl/x{number}.xml": b"<x/>" for number in range(200)}, "too_many_parts"),
        ({"../outside.xml": b"<x/>"}, "damaged"),
    ],
)
def test_a_dangerous_or_broken_spreadsheet_is_refused(parts: dict[str, bytes], code: str) -> None:
    data = with_parts(made([["Nimi"], ["Kylä ry"]]), parts)
    if not code:
        assert read_table("x.xlsx", data).rows
    else:
        assert code_of("x.xlsx", data) == code


@pytest.mark.parametrize("count", [60_000, 100_000])
def test_a_spreadsheet_with_far_too_many_cells_is_refused_kindly(count: int) -> None:
    row = b"<row><c><v>1</v></c></row>"
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + row * count
        + b"</sheetData></worksheet>"
    )
    assert (
        code_of("x.xlsx", with_parts(made([["Nimi"]]), {"xl/worksheets/sheet1.xml": sheet}))
        == "too_many_rows"
    )


def test_a_word_file_is_not_a_table() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert code_of("x.xlsx", stream.getvalue()) == "not_a_table"
