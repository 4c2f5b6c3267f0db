"""Every list that leaves as a table: no cell is run, no text is cut, and none is forgotten here."""

import csv
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from consult.models import Person
from consult.services.log import record
from consult.sheets.write_csv import FORMULA
from tests.factories import NOW, make_person
from tests.signing import DISSENT, Signing, make_signing
from tests.web.client import PageClient
from tests.web.conftest import writing

NAME = '=HYPERLINK("//evil.example") ry'
#: As long as a text field takes, without its line ending.
LONG = "Emme jaa kohtaa 1. " * 1_000
#: The address of each export, by its view; in those of XLSX a text is a text whatever it begins with.
EXPORTS = {
    "administration.export_csv": ("/organisations.csv",),
    "administration.export_xlsx": ("/organisations.xlsx",),
    "administration.export_log": ("/log.csv",),
    "coordination.export_log": ("{url}/log.csv",),
    "coordination.export_participants": ("{url}/organisations.csv", "{url}/organisations.xlsx"),
    "coordination.signatures_csv": ("{url}/signatures.csv",),
}
ADDRESSES = [address for addresses in EXPORTS.values() for address in addresses]


@pytest.fixture
def signing(app: Flask) -> Signing:
    """A name that a spreadsheet would run has signed with a long dissenting view."""
    with writing(app) as session:
        signing = make_signing(session, (NAME, "Zetan väki ry"))
        signing.agent.is_administrator = True
        signing.sign(0, replace(DISSENT, dissent=LONG.strip()))
        record(session, "group.made", actor=make_person(session, NAME), now=NOW)
        return signing


def test_every_export_is_in_the_table(app: Flask) -> None:
    endings = (".csv", ".xlsx", ".<ending>")
    found = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.endswith(endings)}
    assert found == set(EXPORTS)


def cells(address: str, data: bytes) -> list[str]:
    """Every cell that a spreadsheet would show as it stands; a cell that would be run fails."""
    if address.endswith(".xlsx"):
        rows = list(load_workbook(BytesIO(data)).worksheets[0].iter_rows())
        assert [cell.coordinate for row in rows for cell in row if cell.data_type == "f"] == []
        return [str(cell.value or "") for row in rows for cell in row]
    read = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    found = [cell for row in read for cell in row]
    assert [cell for cell in found if cell.lstrip(" ").startswith(FORMULA)] == []
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_cell_is_run_and_none_is_cut(
    signing: Signing, client_as: Callable[[Person], PageClient], address: str
) -> None:
    client = client_as(signing.agent)
    answer = client.http.get(address.format(url=signing.url), base_url=client.base_url)
    assert answer.status_code == 200
    found = cells(address, answer.data)
    assert any(NAME in cell for cell in found)
    if "signatures" in address:
        assert any(LONG.strip() in cell for cell in found)
