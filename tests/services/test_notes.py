"""Notes: one per line, equal ones are different ones, nobody is made their author."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Answer, Consultation, Note, NoteOrigin, Person, Workshop
from consult.services.notes import MAX_LINES, MAX_NOTE, paste_notes, read_lines
from consult.services.workshops import WorkshopPlan, add_workshop
from tests.factories import NOW
from tests.log import actions, last_entry

WORDS = "- Tilat ovat kalliita\n\n* Tilat ovat kalliita\r\n3. Avaimia ei saa  "


@pytest.fixture
def day(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Workshop:
    """The source, beside one of another consultation that has a note."""
    other = add_workshop(session, noise, WorkshopPlan("Järjestöpäivä"), actor=agent, now=NOW)
    paste(session, other, agent, "Muualla", page="other")
    return add_workshop(session, consultation, WorkshopPlan("Järjestöpäivä 15.1."), actor=agent, now=NOW)


def paste(
    session: Session, day: Workshop, agent: Person, words: str, *, page: str = "p", theme: str = ""
) -> int:
    """Paste notes on one opened page."""
    return paste_notes(session, day, words, theme=theme, page=page, actor=agent, now=NOW)


def notes(session: Session, day: Workshop) -> list[Note]:
    """The notes of a source by number."""
    return list(session.scalars(select(Note).where(Note.workshop_id == day.id).order_by(Note.number)))


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (WORDS, ("Tilat ovat kalliita", "Tilat ovat kalliita", "Avaimia ei saa")),
        ("", ()),
        (" \n\t\n", ()),
        ("-\n• \n", ("-", "•")),
        ("-5 astetta\n2.5 tuntia", ("-5 astetta", "2.5 tuntia")),
        ("Yksi\x0bkaksi\u2028kolme", ("Yksi", "kaksi", "kolme")),
        ("  a   b\u202e ", ("a b",)),
    ],
)
def test_every_line_is_a_note(words: str, lines: tuple[str, ...]) -> None:
    assert read_lines(words) == lines


def test_equal_notes_are_different_notes(session: Session, day: Workshop, agent: Person) -> None:
    assert paste(session, day, agent, WORDS, theme="Tilat") == 3
    found = notes(session, day)
    assert [(note.number, note.text) for note in found] == [
        (1, "Tilat ovat kalliita"),
        (2, "Tilat ovat kalliita"),
        (3, "Avaimia ei saa"),
    ]
    assert {(note.origin, note.theme) for note in found} == {(NoteOrigin.PASTED, "Tilat")}


def test_nobody_is_made_their_author(session: Session, day: Workshop, agent: Person) -> None:
    paste(session, day, agent, WORDS)
    (one, *_) = notes(session, day)
    assert (one.organisation_id, one.organisation_name, one.is_from_organisation) == (None, "", False)
    assert one.created_by_id == agent.id
    assert session.scalars(select(Answer)).all() == []


def test_the_same_page_sent_again_adds_none(session: Session, day: Workshop, agent: Person) -> None:
    assert paste(session, day, agent, WORDS) == paste(session, day, agent, WORDS) == 3
    assert len(notes(session, day)) == 3
    paste(session, day, agent, WORDS, page="another")
    assert [note.number for note in notes(session, day)] == [1, 2, 3, 4, 5, 6]
    assert actions(session, day.consultation_id).count("notes.pasted") == 2


def test_the_log_counts_and_does_not_quote(session: Session, day: Workshop, agent: Person) -> None:
    paste(session, day, agent, WORDS)
    entry = last_entry(session)
    assert (entry.action, entry.voice_id, entry.details) == ("notes.pasted", day.voice_id, {"count": 3})


@pytest.mark.parametrize(
    ("words", "field"),
    [("", "text"), ("\n", "text"), ("a" * (MAX_NOTE + 1), "text"), ("a\n" * (MAX_LINES + 1), "text")],
)
def test_what_cannot_be_notes_is_refused(
    session: Session, day: Workshop, agent: Person, words: str, field: str
) -> None:
    with pytest.raises(Invalid) as error:
        paste(session, day, agent, words)
    assert error.value.field == field
    assert notes(session, day) == []


def test_a_line_that_is_too_long_is_named_by_its_number(
    session: Session, day: Workshop, agent: Person
) -> None:
    with pytest.raises(Invalid) as error:
        paste(session, day, agent, "a\n" + "b" * (MAX_NOTE + 1))
    assert error.value.params["number"] == 2
