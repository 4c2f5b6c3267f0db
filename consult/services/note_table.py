"""A table of notes, read into what each row says; what is wrong is told by the number of its row."""

from collections.abc import Mapping
from dataclasses import dataclass

from consult.errors import Invalid
from consult.services.limits import MAX_NAME
from consult.services.notes import MAX_NOTE
from consult.services.register_table import BLANK, Problem, meaning
from consult.services.workshops import MAX_THEME
from consult.sheets import Row, Table

#: The names a column may have, in the three languages, without spaces, dashes, dots and marks.
HEADINGS: Mapping[str, str] = {
    "text": "text teksti muistiinpano huomio ajatus sisalto anteckning note content",
    "workshop": "workshop tyopaja lahde tilaisuus tapahtuma paikka kalla source verkstad evenemang event",
    "theme": "theme teema aihe tema amne topic",
    "organisation": "organisation jarjesto yhdistys jarjestonnimi forening organisationname",
    "known": "organisationknown jarjestotiedossa jarjestotunnettu onkojarjesto organisationkand",
    "reference": "id tunnus tunniste numero nro nummer number reference",
}
ANSWERS: Mapping[bool, str] = {
    True: "kylla k on yes y true 1 x ja j",
    False: "ei e no n false 0 nej",
}
LIMITS = {
    "workshop": MAX_NAME,
    "theme": MAX_THEME,
    "organisation": MAX_NAME,
    "reference": 40,
    "text": MAX_NOTE,
}


@dataclass(frozen=True)
class NoteLine:
    """One note of the table under the number of its row."""

    number: int
    text: str
    source: str
    theme: str = ""
    organisation: str = ""
    is_from_organisation: bool = False
    reference: str = ""


@dataclass(frozen=True)
class NoteTable:
    """What a table says: its notes, what is wrong with it, and the columns that nobody asked for."""

    lines: tuple[NoteLine, ...]
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...]


def read_notes(table: Table) -> NoteTable:
    """Every row is a note of its own; only a row of the same id as an earlier one is left out."""
    columns = _find_columns(table.header)
    if "text" not in columns.values():
        raise Invalid(
            "No column holds the notes. Write Teksti above them. The columns of the file are: %(columns)s.",
            field="file",
            columns=", ".join(filter(None, table.header)) or "-",
        )
    lines: list[NoteLine] = []
    problems: list[Problem] = []
    references: set[str] = set()
    for row in table.rows:
        try:
            line = _read_row(row, columns)
            if line.reference and line.reference in references:
                raise Invalid("An earlier row has the same id, %(id)s.", id=line.reference)
        except Invalid as error:
            problems.append(Problem(row.number, error))
        else:
            references.add(line.reference)
            lines.append(line)
    unknown = tuple(name for place, name in enumerate(table.header) if name and place not in columns)
    return NoteTable(tuple(lines), tuple(problems), unknown)


def _find_columns(header: tuple[str, ...]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, name in enumerate(header):
        known = meaning(name, HEADINGS)
        if known is not None and known not in found.values():
            found[place] = known
    return found


def _read_row(row: Row, columns: Mapping[int, str]) -> NoteLine:
    given = {name: _read_cell(row, place, name) for place, name in columns.items()}
    if not given["text"]:
        raise Invalid("The note is missing.", field="text")
    name = given.get("workshop", "")
    if not name:
        raise Invalid("The workshop is missing.", field="workshop")
    return NoteLine(
        row.number,
        given["text"],
        name,
        given.get("theme", ""),
        given.get("organisation", ""),
        bool(given.get("organisation")) or given.get("known") == "True",
        given.get("reference", ""),
    )


def _read_cell(row: Row, place: int, name: str) -> str:
    if place in row.formulas:
        raise Invalid("A cell holds a formula. Put its value there as text.", field=name)
    typed = row.cell(place)
    if typed in BLANK:
        return ""
    if name == "known":
        answer = meaning(typed, ANSWERS)
        if answer is None:
            raise Invalid(
                "Whether it came from an organisation is not clear: \u201c%(word)s\u201d. Use kyllä or ei.",
                word=typed[:40],
            )
        return str(answer)
    limit = LIMITS[name]
    if len(typed) > limit:
        raise Invalid("A cell is too long. It can be at most %(limit)s characters.", limit=limit)
    return typed
