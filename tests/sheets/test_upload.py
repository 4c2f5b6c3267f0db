"""A table from outside is read in a child: the same rows, the same sentences."""

import pytest

from consult.errors import Invalid
from consult.sheets import read_table, read_uploaded_table
from consult.sheets.child import answer
from consult.sheets.refused import Refused
from consult.sheets.wire import from_json, to_json
from tests.sheets.spreadsheet import made

CSV = "Nimi;Kunta\nÄijälän kylät ry;Jyväskylä\n;=1+1\n".encode()


def test_a_file_reads_the_same_inside_and_outside() -> None:
    assert read_uploaded_table("lista.csv", CSV) == read_table("lista.csv", CSV)
    sheet = made([["Nimi"], ["Kylä ry"]])
    assert read_uploaded_table("lista\n.xlsx", sheet) == read_table("lista.xlsx", sheet)


def test_a_refusal_comes_through_with_its_sentence() -> None:
    with pytest.raises(Refused) as refusal:
        read_uploaded_table("lista.xlsx", b"PK\x03\x04 broken")
    assert refusal.value.code == "damaged"
    assert isinstance(refusal.value, Invalid)


@pytest.mark.parametrize("data", [b"", b"lista.xlsx", b"\xff\n", b"lista.pdf\n%PDF"])
def test_whatever_goes_wrong_is_one_sentence(data: bytes) -> None:
    with pytest.raises(Refused):
        from_json(answer(data))


def test_a_table_waits_as_it_was_read() -> None:
    table = read_table("lista.csv", CSV)
    assert from_json(to_json(table)) == table
