"""Reads a table from a file by its name: .csv or .xlsx."""

from consult.sheets.read_csv import read_csv
from consult.sheets.read_xlsx import read_xlsx
from consult.sheets.refused import not_a_table, said_of_a_table
from consult.sheets.table import Table

TEXTS = (".csv", ".txt", ".tsv")


def read_table(name: str, data: bytes) -> Table:
    """The table in an uploaded file; raises `Refused` with a sentence for the reader."""
    ending = name.casefold()
    if ending.endswith(".xlsx"):
        return read_xlsx(data)
    if ending.endswith(TEXTS):
        return read_csv(data)
    if ending.endswith(".xls"):
        raise said_of_a_table("old_or_encrypted")
    if ending.endswith(".xlsm"):
        raise said_of_a_table("embedded")
    raise not_a_table()
