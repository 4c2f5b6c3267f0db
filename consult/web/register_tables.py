"""A table of organisations on its way into the register: what its check says."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from consult.services.register_import import Plan
from consult.sheets import Table
from consult.sheets.table import Note
from consult.web.administration.labels import HEADINGS, value_words
from consult.web.i18n import sentence

SHOWN = 200
NOTES = {
    Note.OLD_ENCODING: lazy_gettext(
        "The file was not in UTF-8. It was read with the letters of Windows: check that ä and ö are right."
    ),
    Note.OTHER_SHEETS: lazy_gettext("The file has several sheets. Only the first one was read."),
}


def told_of(plan: Plan, table: Table) -> dict[str, Any]:
    """What the template of the check asks for."""
    return {
        "plan": plan,
        "notes": [NOTES[note] for note in table.notes],
        "rows": len(table.rows),
        "shown": SHOWN,
        "left_out": [(found.number, sentence(found.error)) for found in plan.register.problems[:SHOWN]],
        "changed": [
            (change.line, change.organisation, _said(change.fields)) for change in plan.changed[:SHOWN]
        ],
        "joined": [(line, _names(line.differing)) for line in plan.register.lines if line.also],
    }


def _said(fields: Mapping[str, tuple[object, object]]) -> list[tuple[str, str, str]]:
    """Heading, what stands now and what would, for each field that changes."""
    return [
        (str(HEADINGS[field]), value_words(field, old), value_words(field, new))
        for field, (old, new) in fields.items()
    ]


def _names(fields: set[str]) -> str:
    return ", ".join(str(heading) for field, heading in HEADINGS.items() if field in fields)
