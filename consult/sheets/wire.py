"""A table as JSON: between the child process and its parent, and while it waits for a confirmation."""

import json
from typing import Any

from consult.sheets.refused import Refused
from consult.sheets.table import Note, Row, Table


def to_json(result: Table | Refused) -> bytes:
    """A table or a refusal as bytes."""
    return json.dumps(_packed(result), ensure_ascii=False, separators=(",", ":")).encode()


def from_json(data: bytes) -> Table:
    """What `to_json` wrote; a refusal is raised."""
    values = json.loads(data)
    if "refused" in values:
        message = values["refused"]
        raise Refused(message, code=values["code"], **values["params"])
    rows = tuple(Row(number, tuple(cells), frozenset(formulas)) for number, cells, formulas in values["rows"])
    return Table(tuple(values["header"]), rows, tuple(map(Note, values["notes"])))


def _packed(result: Table | Refused) -> dict[str, Any]:
    if isinstance(result, Refused):
        return {"refused": result.message, "code": result.code, "params": result.params}
    return {
        "header": result.header,
        "rows": [(row.number, row.cells, sorted(row.formulas)) for row in result.rows],
        "notes": result.notes,
    }
