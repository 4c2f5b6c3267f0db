"""A chosen file waits for the one who chose it, for a day, and only for what it was chosen for."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Consultation, PendingFile, PendingKind, Person
from consult.services.pending_files import drop_file, find_file, keep_file
from tests.factories import NOW, make_consultation, make_person


def keep(session: Session, person: Person, data: bytes = b"x", *, at: timedelta = timedelta()) -> PendingFile:
    """A table of the register."""
    return keep_file(session, person, PendingKind.REGISTER, name="lista.csv", data=data, now=NOW + at)


def test_the_next_file_takes_the_place_of_the_last(session: Session) -> None:
    person, other = make_person(session), make_person(session)
    keep(session, other, b"muu")
    keep(session, person, b"eka")
    keep(session, person, b"toka")
    found = find_file(session, person, PendingKind.REGISTER, now=NOW)
    assert found is not None
    assert found.data == b"toka"
    drop_file(session, person, PendingKind.REGISTER)
    assert [row.data for row in session.scalars(select(PendingFile))] == [b"muu"]


def test_a_file_is_kept_for_a_day(session: Session) -> None:
    person = make_person(session)
    keep(session, person)
    assert find_file(session, person, PendingKind.REGISTER, now=NOW + timedelta(hours=23)) is not None
    assert find_file(session, person, PendingKind.REGISTER, now=NOW + timedelta(hours=25)) is None
    keep(session, make_person(session), at=timedelta(hours=25))
    assert len(session.scalars(select(PendingFile)).all()) == 1


def test_a_file_for_one_consultation_is_not_found_in_another(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    keep_file(
        session,
        agent,
        PendingKind.REQUEST,
        name="pyynto\n.json",
        data=b"{}",
        now=NOW,
        consultation=consultation,
    )
    elsewhere = make_consultation(session, agent, "Toinen")
    assert find_file(session, agent, PendingKind.REQUEST, now=NOW, consultation=elsewhere) is None
    assert find_file(session, agent, PendingKind.REQUEST, now=NOW) is None
    found = find_file(session, agent, PendingKind.REQUEST, now=NOW, consultation=consultation)
    assert found is not None
    assert found.name == "pyynto .json"
