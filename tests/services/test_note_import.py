"""A table of notes: equal rows are different notes, bad rows are named, nothing is stored unconfirmed."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid
from consult.models import Consultation, Note, NoteOrigin, Person, Workshop
from consult.services.note_import import NotesPlan, bring_in_notes, plan_notes
from consult.services.note_table import read_notes
from consult.services.workshops import WorkshopPlan, add_workshop
from consult.sheets import read_table
from tests.factories import NOW, make_participant
from tests.log import last_entry

TABLE = """id;Työpaja;Teema;Teksti;organisation_known;Järjestö;Muuta
M1;Työpaja 1: Hankasalmi;tilat;Tilat ovat kalliita.;ei;;x
M2;Työpaja 1: Hankasalmi;tilat;Tilat ovat kalliita.;kyllä;;
M3;Työpaja 2: Joutsa;;Avaimia ei saa.;;kylän TUKI ry;
M3;Työpaja 2: Joutsa;;Sama tunnus.;;;
M4;;;Ei työpajaa.;;;
M5;Työpaja 2: Joutsa;;;;;
M6;Työpaja 2: Joutsa;;Ehkä.;ehkä;;
"""


def plan(session: Session, consultation: Consultation, words: str = TABLE) -> NotesPlan:
    """What the table would do."""
    return plan_notes(session, consultation, read_notes(read_table("notes.csv", words.encode())))


def bring(
    session: Session, consultation: Consultation, found: NotesPlan, agent: Person, page: str = "p"
) -> None:
    """Confirm it."""
    bring_in_notes(session, consultation, found, seen=found.digest, page=page, actor=agent, now=NOW)


def notes(session: Session, consultation: Consultation) -> list[Note]:
    """The notes by number."""
    return list(
        session.scalars(select(Note).where(Note.consultation_id == consultation.id).order_by(Note.number))
    )


def test_what_is_wrong_is_named_by_row_and_nothing_is_stored(
    session: Session, consultation: Consultation, noise: Consultation
) -> None:
    found = plan(session, consultation)
    assert [(problem.number, problem.error.message) for problem in found.table.problems] == [
        (5, "An earlier row has the same id, %(id)s."),
        (6, "The workshop is missing."),
        (7, "The note is missing."),
        (8, "Whether it came from an organisation is not clear: “%(word)s”. Use kyllä or ei."),
    ]
    assert found.table.unknown == ("Muuta",)
    assert found.sources == {"Työpaja 1: Hankasalmi": 2, "Työpaja 2: Joutsa": 1}
    assert session.scalar(select(func.count(Note.id))) == 0


def test_equal_rows_are_different_notes_and_names_are_known(
    session: Session, consultation: Consultation, agent: Person, noise: Consultation
) -> None:
    voice, _ = make_participant(session, consultation, agent, "Kylän tuki ry")
    known = add_workshop(session, consultation, WorkshopPlan("Työpaja 2: Joutsa"), actor=agent, now=NOW)
    found = plan(session, consultation)
    assert found.new_sources == ("Työpaja 1: Hankasalmi",)
    bring(session, consultation, found, agent)
    one, two, three = notes(session, consultation)
    assert (one.text, one.theme, one.origin) == (two.text, two.theme, NoteOrigin.TABLE)
    assert (one.is_from_organisation, two.is_from_organisation) == (False, True)
    assert (three.workshop_id, three.organisation_id) == (known.id, voice.organisation_id)
    assert three.organisation_name == "Kylän tuki ry"
    assert last_entry(session).details == {"count": 3, "left_out": 4}


def test_the_same_table_again_brings_nothing(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    first = plan(session, consultation)
    bring(session, consultation, first, agent)
    again = plan(session, consultation)
    assert (again.lines, len(again.known)) == ((), 3)
    with pytest.raises(Conflict):
        bring_in_notes(session, consultation, again, seen=first.digest, page="q", actor=agent, now=NOW)
    assert len(notes(session, consultation)) == 3


def test_rows_without_ids_are_all_kept(session: Session, consultation: Consultation, agent: Person) -> None:
    words = "workshop,text\nA,Sama\nA,Sama\n"
    for page in ("p", "q"):
        bring(session, consultation, plan(session, consultation, words), agent, page)
    assert len(notes(session, consultation)) == 4
    assert session.scalar(select(func.count(Workshop.id))) == 1


def test_a_table_without_notes_is_refused(session: Session) -> None:
    with pytest.raises(Invalid) as error:
        read_notes(read_table("notes.csv", b"nimi;kunta\nA;B\n"))
    assert error.value.params["columns"] == "nimi, kunta"
