"""A table of organisations, read into what each row says; what is wrong is told by the number of its row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from consult.errors import Invalid
from consult.models import ContactChannel, OrganisationKind
from consult.services.organisation_names import identity_key, search_words
from consult.services.organisations import FIELDS, checked_field
from consult.sheets import Row, Table

#: The names a column may have, in the three languages, without spaces, dashes, dots and marks.
HEADINGS: Mapping[str, str] = {
    "name": "nimi virallinennimi jarjesto jarjestonnimi yhdistys yhdistyksennimi namn officielltnamn "
    "organisationensnamn organisation name officialname organisationname",
    "business_id": "ytunnus yritysjayhteisotunnus fonummer fo businessid",
    "kind": "taso laji tyyppi toimintaalue niva typ kind level type",
    "sector": "toimiala ala sektor bransch sector",
    "municipality": "kunta kotikunta kotipaikka kommun hemkommun hemort municipality domicile",
    "sub_region": "seutukunta seutu ekonomiskregion region subregion",
    "language": "kieli asiointikieli sprak kontaktsprak language",
    "channel": "kanava yhteydenpito yhteydenpitotapa vastaustapa kanal kontaktkanal kontaktsatt channel "
    "contactchannel",
    "email": "sahkoposti sahkopostiosoite epost epostadress email emailaddress",
}
KINDS: Mapping[OrganisationKind, str] = {
    OrganisationKind.NATIONAL: "valtakunnallinen national nationell riksomfattande",
    OrganisationKind.REGIONAL: "alueellinen maakunnallinen piiri regional",
    OrganisationKind.LOCAL: "paikallinen local lokal",
    OrganisationKind.OTHER: "muu other annan ovrig",
}
CHANNELS: Mapping[ContactChannel, str] = {
    ContactChannel.WEB: "verkko verkossa netti web webben natet online",
    ContactChannel.MAIL: "sahkoposti email mail epost",
    ContactChannel.PHONE: "puhelin puhelimitse telefon phone telephone",
    ContactChannel.PAPER: "paperi posti kirje papper brev paper post",
    ContactChannel.WORD: "word wordtiedosto wordfil wordfile",
    ContactChannel.EVENT: "tyopaja tilaisuus tapahtuma verkstad workshop evenemang event",
}
LANGUAGES: Mapping[str, str] = {
    "fi": "fi suomi finska finnish",
    "sv": "sv ruotsi svenska swedish",
    "en": "en englanti engelska english",
}
CODED: Mapping[str, Mapping[Any, str]] = {"kind": KINDS, "channel": CHANNELS, "language": LANGUAGES}
BLANK = frozenset({"", "-", "\u2013", "\u2014"})


@dataclass(frozen=True)
class Problem:
    """Why a row is left out."""

    number: int
    error: Invalid


@dataclass
class Line:
    """One organisation of the table: what its rows say, under the number of the first of them."""

    number: int
    given: dict[str, Any]
    also: list[int] = field(default_factory=list)
    differing: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The official name."""
        return str(self.given["name"])


@dataclass(frozen=True)
class Register:
    """What a table says: its organisations, what is wrong with it, and the columns that nobody asked for."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...]


def read_register(table: Table) -> Register:
    """The rows of one organisation are joined: what the first leaves blank the next ones fill."""
    columns = find_columns(table.header)
    if "name" not in columns.values():
        raise Invalid(
            "No column holds the names. Write Nimi above them. The columns of the file are: %(columns)s.",
            field="file",
            columns=", ".join(filter(None, table.header)) or "-",
        )
    lines: dict[str, Line] = {}
    problems: list[Problem] = []
    for row in table.rows:
        given, wrong = _read_row(row, columns)
        if wrong:
            problems.extend(wrong)
        elif (known := lines.get(identity_key(given["name"]))) is not None:
            _join(known, row.number, given)
        else:
            lines[identity_key(given["name"])] = Line(row.number, given)
    unknown = tuple(name for place, name in enumerate(table.header) if name and place not in columns)
    return Register(tuple(lines.values()), tuple(problems), unknown)


def find_columns(header: tuple[str, ...]) -> dict[int, str]:
    """Which column holds what; of two columns of one name the first counts."""
    found: dict[int, str] = {}
    for place, name in enumerate(header):
        known = meaning(name, HEADINGS)
        if known is not None and known not in found.values():
            found[place] = known
    return found


def meaning(word: str, words: Mapping[Any, str]) -> Any:
    """What a word stands for in any of the three languages, None when it is unknown."""
    plain = re.sub(r"[^a-z0-9]", "", search_words(word))
    return next((code for code, known in words.items() if plain in known.split()), None)


def _read_row(row: Row, columns: Mapping[int, str]) -> tuple[dict[str, Any], list[Problem]]:
    given: dict[str, Any] = {}
    wrong: list[Problem] = []
    for place, name in sorted(columns.items(), key=lambda column: FIELDS.index(column[1])):
        try:
            value = _read_cell(row, place, name)
        except Invalid as error:
            wrong.append(Problem(row.number, error))
        else:
            if value not in ("", None):
                given[name] = value
    if "name" not in given and not any(problem.error.field == "name" for problem in wrong):
        wrong.insert(0, Problem(row.number, Invalid("The name is missing.", field="name")))
    return given, wrong


def _read_cell(row: Row, place: int, name: str) -> Any:
    if place in row.formulas:
        raise Invalid("A cell holds a formula. Put its value there as text.", field=name)
    typed = row.cell(place)
    if typed in BLANK:
        return ""
    coded = CODED.get(name)
    if coded is None:
        return checked_field(name, typed)
    code = meaning(typed, coded)
    if code is None:
        raise _unknown(name, typed)
    return code


def _unknown(name: str, typed: str) -> Invalid:
    word = typed[:40]
    match name:
        case "kind":
            return Invalid(
                "The level \u201c%(word)s\u201d is not known. "
                "Use valtakunnallinen, alueellinen, paikallinen or muu.",
                field=name,
                word=word,
            )
        case "channel":
            return Invalid(
                "The channel \u201c%(word)s\u201d is not known. "
                "Use verkko, sähköposti, puhelin, paperi, Word or työpaja.",
                field=name,
                word=word,
            )
    return Invalid("The language \u201c%(word)s\u201d is not known. Use fi, sv or en.", field=name, word=word)


def _join(line: Line, number: int, given: Mapping[str, Any]) -> None:
    line.also.append(number)
    for name, value in given.items():
        if line.given.setdefault(name, value) != value and name != "name":
            line.differing.add(name)
