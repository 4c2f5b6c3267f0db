"""Tables in and out: CSV and XLSX ↔ rows of text. No database."""

from consult.sheets.read import read_table
from consult.sheets.table import Row, Table
from consult.sheets.upload import read_uploaded_table
from consult.sheets.write_csv import write_csv
from consult.sheets.write_xlsx import write_xlsx

__all__ = ["Row", "Table", "read_table", "read_uploaded_table", "write_csv", "write_xlsx"]
