"""Takes in a table from outside: read in a process of its own, as Word files are."""

from consult.child import Exhausted, run_child
from consult.sheets.refused import too_complex
from consult.sheets.table import Table
from consult.sheets.wire import from_json
from consult.text.normalise import single_line


def read_uploaded_table(name: str, data: bytes) -> Table:
    """`read_table` of an uploaded file; none can take down the process that answers everybody."""
    request = single_line(name).encode() + b"\n" + data
    try:
        return from_json(run_child("consult.sheets.child", request))
    except Exhausted as error:
        raise too_complex() from error
