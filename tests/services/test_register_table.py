"""A table of organisations: columns by any of their names, bad rows by number, one organisation once."""

from typing import Any

import pytest

from consult.errors import Invalid
from consult.models import ContactChannel, OrganisationKind
from consult.services.register_table import Register, read_register
from consult.sheets import Row, Table

HEADER = ("Nimi", "Y-tunnus", "Taso", "Kunta", "Kieli", "Yhteydenpitotapa", "Sähköposti")


def read(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Register:
    """The register in a table with these rows, the first of which is row 2."""
    return read_register(Table(header, tuple(Row(number, row) for number, row in enumerate(rows, start=2))))


def problems(register: Register) -> list[tuple[int, str]]:
    """Row and the field that is wrong."""
    return [(problem.number, problem.error.field) for problem in register.problems]


def test_a_row_is_read_with_its_codes() -> None:
    found = read(
        ("Kylä ry", "23456705", "paikallinen", "Multia", "Ruotsi", "Puhelin", "Kyla@Example.invalid")
    )
    assert found.problems == ()
    assert found.lines[0].given == {
        "name": "Kylä ry",
        "business_id": "2345670-5",
        "kind": OrganisationKind.LOCAL,
        "municipality": "Multia",
        "language": "sv",
        "channel": ContactChannel.PHONE,
        "email": "kyla@example.invalid",
    }


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NIMI", "name"),
        ("Järjestön nimi", "name"),
        ("Officiellt namn", "name"),
        ("official_name", "name"),
        ("name", "name"),
    ],
)
def test_a_column_is_known_by_any_of_its_names(heading: str, field: str) -> None:
    assert read(("Kylä ry",), header=(heading,)).lines[0].given == {field: "Kylä ry"}


def test_what_is_blank_says_nothing_and_unknown_columns_are_named() -> None:
    found = read(("Kylä ry", "-", "x", ""), header=("Nimi", "Y-tunnus", "Huomautus", "Kunta"))
    assert found.lines[0].given == {"name": "Kylä ry"}
    assert found.unknown == ("Huomautus",)


def test_a_table_without_names_is_refused_with_the_columns_it_has() -> None:
    with pytest.raises(Invalid, match="No column") as refusal:
        read(("Multia",), header=("Kunta", "", "Muu"))
    assert refusal.value.params == {"columns": "Kunta, Muu"}


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (("",), "name"),
        (("\u200b",), "name"),
        (("K\u0435ski ry",), "name"),
        (("x" * 256,), "name"),
        (("Kylä ry", "2345670-4"), "business_id"),
        (("Kylä ry", "", "suuri"), "kind"),
        (("Kylä ry", "", "", "x" * 101), "municipality"),
        (("Kylä ry", "", "", "", "saksa"), "language"),
        (("Kylä ry", "", "", "", "", "savumerkki"), "channel"),
        (("Kylä ry", "", "", "", "", "", "kyla@"), "email"),
        (("Kylä ry", "", "", "", "", "", "\u0430nne@example.invalid"), "email"),
    ],
)
def test_a_bad_row_is_left_out_by_its_number(cells: tuple[str, ...], field: str) -> None:
    found = read(("Hyvä ry",), (*cells, *[""] * (7 - len(cells))))
    assert [line.name for line in found.lines] == ["Hyvä ry"]
    assert problems(found) == [(3, field)]


def test_everything_wrong_with_a_row_is_told() -> None:
    assert problems(read(("", "1", "?", "", "?", "", "?"))) == [
        (2, "name"),
        (2, "business_id"),
        (2, "kind"),
        (2, "language"),
        (2, "email"),
    ]


def test_a_formula_is_wrong_only_in_a_column_that_is_kept() -> None:
    rows = (Row(2, ("Kylä ry", ""), frozenset({1})), Row(3, ("", "1"), frozenset({0})))
    assert problems(read_register(Table(("Nimi", "Nro"), rows))) == [(3, "name")]
    assert problems(read_register(Table(("Nimi", "Kunta"), rows))) == [(2, "municipality"), (3, "name")]


@pytest.mark.parametrize("again", ["KYLÄ RY", "Kylä  r.y.", "Kyla\u0308 ry"])
def test_rows_of_one_organisation_are_joined(again: str) -> None:
    found = read(
        ("Kylä ry", "", "", "Multia"),
        ("Muu ry", "2345670-5"),
        (again, "2345670-5", "", "Multia"),
        (again, "", "", "Joutsa"),
    )
    (first, other) = found.lines
    given: dict[str, Any] = {"name": "Kylä ry", "municipality": "Multia", "business_id": "2345670-5"}
    assert (first.number, first.also, first.given, first.differing) == (2, [4, 5], given, {"municipality"})
    assert other.name == "Muu ry"
