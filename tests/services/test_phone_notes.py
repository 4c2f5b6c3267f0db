"""Notes by phone: for the hours alone, without an account, a room is not throttled and a flood is."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed, TooMany
from consult.models import Attempt, Consultation, Note, NoteOrigin, Person, Workshop
from consult.services.notes import MAX_NOTE, Said
from consult.services.phone_notes import HOUR, MINUTE, PHONE, ROOM, Hours, Sender, hours_of, leave_note
from consult.services.workshops import WorkshopPlan, add_workshop
from tests.factories import NOW, make_participant
from tests.log import last_entry

SECOND = timedelta(seconds=1)


@pytest.fixture
def workshop(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Workshop:
    """A workshop of two hours that begins now."""
    plan = WorkshopPlan("Työpaja 1", opens_at=NOW, closes_at=NOW + 2 * HOUR)
    return add_workshop(session, consultation, plan, actor=agent, now=NOW)


def leave(
    session: Session,
    workshop: Workshop,
    words: str = "Tilat",
    *,
    page: str = "p",
    phone: str = "1",
    **said: str,
) -> Note:
    """Leave a note now from a phone in the room."""
    number = leave_at(session, workshop, NOW, Said(words, **said), page=page, phone=phone)  # type: ignore[arg-type]  # the words are those of its fields
    return session.scalars(select(Note).where(Note.number == number, Note.workshop_id == workshop.id)).one()


def leave_at(
    session: Session, workshop: Workshop, now: datetime, said: Said, *, page: str = "p", phone: str = "1"
) -> int:
    """Leave a note at a moment."""
    return leave_note(session, workshop, said, page=page, sender=Sender(phone, "room"), now=now)


def count(session: Session) -> int:
    """How many notes there are."""
    return session.scalar(select(func.count(Note.id))) or 0


@pytest.mark.parametrize(
    ("seconds", "hours"),
    [
        (-1, Hours.BEFORE),
        (0, Hours.OPEN),
        (7199, Hours.OPEN),
        (7200, Hours.AFTER),
        (7201, Hours.AFTER),
    ],
)
def test_the_hours_are_judged_to_the_second(
    session: Session, workshop: Workshop, seconds: int, hours: Hours
) -> None:
    at = NOW + seconds * SECOND
    assert hours_of(workshop, at) is hours
    if hours is Hours.OPEN:
        leave_at(session, workshop, at, Said("Tilat"))
    else:
        with pytest.raises(NotAllowed):
            leave_at(session, workshop, at, Said("Tilat"))
    assert count(session) == (hours is Hours.OPEN)


def test_a_note_needs_nobody(session: Session, workshop: Workshop) -> None:
    note = leave(session, workshop, theme="Tilat")
    assert (note.origin, note.text, note.theme) == (NoteOrigin.PHONE, "Tilat", "Tilat")
    assert (note.created_by_id, note.organisation_id, note.is_from_organisation) == (None, None, False)
    entry = last_entry(session)
    assert (entry.action, entry.actor_id, entry.voice_id) == ("note.left", None, workshop.voice_id)
    assert entry.details == {"note": 1}


def test_an_organisation_that_takes_part_is_known_by_its_name(
    session: Session, consultation: Consultation, agent: Person, workshop: Workshop
) -> None:
    voice, _ = make_participant(session, consultation, agent, "Kylän Tuki ry")
    known = leave(session, workshop, organisation_name="kylän  tuki RY")
    assert (known.organisation_id, known.organisation_name) == (voice.organisation_id, "Kylän Tuki ry")
    other = leave(session, workshop, page="q", organisation_name="Kerho")
    assert (other.organisation_id, other.organisation_name) == (None, "Kerho")
    assert known.is_from_organisation
    assert other.is_from_organisation


def test_a_second_tap_leaves_no_second_note(session: Session, workshop: Workshop) -> None:
    assert leave(session, workshop).id == leave(session, workshop).id
    assert leave(session, workshop, page="q").number == 2
    assert count(session) == 2


@pytest.mark.parametrize("words", ["", "a" * (MAX_NOTE + 1)])
def test_what_cannot_be_a_note_is_refused(session: Session, workshop: Workshop, words: str) -> None:
    with pytest.raises(Invalid) as error:
        leave(session, workshop, words)
    assert error.value.field == "text"


def test_a_room_behind_one_address_is_not_throttled(session: Session, workshop: Workshop) -> None:
    for number in range(120):
        leave(session, workshop, page=f"a{number}", phone=str(number))
    assert count(session) == 120


def test_a_flood_from_one_phone_is_and_ends_with_the_minute(session: Session, workshop: Workshop) -> None:
    for number in range(PHONE[0].count):
        leave(session, workshop, page=f"a{number}")
    with pytest.raises(TooMany):
        leave(session, workshop, page="more")
    leave(session, workshop, page="other", phone="2")
    leave_at(session, workshop, NOW + MINUTE, Said("Tilat"), page="later")
    assert count(session) == PHONE[0].count + 2


def test_a_flood_of_phones_from_one_address_is_too(session: Session, workshop: Workshop) -> None:
    key = f"note:{workshop.id}:r:room"
    session.add_all(Attempt(key=key, at=NOW - SECOND) for _ in range(ROOM[0].count))
    with pytest.raises(TooMany):
        leave(session, workshop, phone="new")
    assert count(session) == 0


def test_tries_are_forgotten_within_the_hour(session: Session, workshop: Workshop) -> None:
    leave(session, workshop)
    leave_at(session, workshop, NOW + HOUR, Said("Tilat"), page="later")
    assert session.scalar(select(func.count(Attempt.id))) == 2
