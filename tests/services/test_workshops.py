"""A workshop has a name, hours, a code and a voice; two agents do not overwrite each other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid
from consult.models import Attendance, AttendanceKind, Consultation, Person, Voice, VoiceKind, Workshop
from consult.reports.workshops import load_workshops
from consult.services.workshops import (
    CODE_LETTERS,
    NOBODY,
    WorkshopPlan,
    add_workshop,
    change_workshop,
    find_workshop,
    plan_of,
)
from tests.factories import NOW
from tests.log import actions, last_entry

HOUR = timedelta(hours=1)
PLAN = WorkshopPlan("Työpaja 1: Hankasalmi", "Kirjasto", NOW, NOW + 2 * HOUR, ("Tilat", "Avustukset"))
CAME = {
    **dict.fromkeys(AttendanceKind, NOBODY),
    AttendanceKind.RESIDENT: (3, 10),
    AttendanceKind.OTHER: (2, None),
}


@pytest.fixture
def workshop(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Workshop:
    """A workshop of two hours, beside one of another consultation."""
    add_workshop(session, noise, PLAN, actor=agent, now=NOW)
    return add_workshop(session, consultation, PLAN, actor=agent, now=NOW)


def change(session: Session, workshop: Workshop, plan: WorkshopPlan, agent: Person, *, seen: int = 1) -> None:
    """Save the page of the workshop."""
    change_workshop(session, workshop, plan, seen=seen, actor=agent, now=NOW)


def test_a_workshop_speaks_with_a_voice_of_its_name(session: Session, workshop: Workshop) -> None:
    voice = session.get_one(Voice, workshop.voice_id)
    assert (voice.kind, voice.name, voice.organisation_id) == (VoiceKind.EVENT, PLAN.name, None)
    entry = last_entry(session)
    assert (entry.action, entry.voice_id, entry.subject_id) == ("workshop.added", voice.id, workshop.id)


def test_the_code_has_letters_that_are_not_mistaken(session: Session, workshop: Workshop) -> None:
    assert set(workshop.code) <= set(CODE_LETTERS)
    assert not set(CODE_LETTERS) & set("ILOQGSBUAE0123456789")
    code = workshop.code
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} "):
        assert find_workshop(session, typed) is workshop
    for typed in ("", f"{code}X", code[:5], "%", "\x00"):
        assert find_workshop(session, typed) is None


@pytest.mark.parametrize(
    ("seconds", "is_open"), [(-1, False), (0, True), (7199, True), (7200, False), (7201, False)]
)
def test_the_page_for_phones_is_open_for_the_hours_alone(
    workshop: Workshop, seconds: int, *, is_open: bool
) -> None:
    assert workshop.is_open(NOW + timedelta(seconds=seconds)) is is_open


def test_a_source_without_hours_is_never_open(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    source = add_workshop(session, consultation, WorkshopPlan("Kirjeet"), actor=agent, now=NOW)
    assert not source.is_open(NOW)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": ""}),
        ("name", {"name": "n" * 256}),
        ("name", {"name": PLAN.name}),
        ("place", {"place": "p" * 256}),
        ("held_day", {"closes_at": None}),
        ("closes_at", {"closes_at": NOW}),
        ("themes", {"themes": ("t" * 101,)}),
        ("themes", {"themes": tuple(map(str, range(31)))}),
        ("came_other", {"attendance": {AttendanceKind.OTHER: (-1, None)}}),
        ("came_resident", {"attendance": {AttendanceKind.RESIDENT: (None, 100_001)}}),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    session: Session, agent: Person, workshop: Workshop, field: str, changes: dict[str, object]
) -> None:
    consultation = session.get_one(Consultation, workshop.consultation_id)
    plan = replace(PLAN, **{"name": "Toinen", **changes})  # type: ignore[arg-type]  # the names are those of its fields
    with pytest.raises(Invalid) as error:
        add_workshop(session, consultation, plan, actor=agent, now=NOW)
    assert error.value.field == field


def test_who_came_is_told_by_kind_and_in_all(
    session: Session, consultation: Consultation, workshop: Workshop, agent: Person
) -> None:
    change(session, workshop, replace(PLAN, name="Uusi", attendance=CAME), agent)
    (held,) = load_workshops(session, consultation.id)
    assert (held.came, held.target, held.notes) == (5, 10, 0)
    assert set(held.attendance) == {AttendanceKind.RESIDENT, AttendanceKind.OTHER}
    assert session.get_one(Voice, workshop.voice_id).name == "Uusi"
    assert actions(session, consultation.id)[-1] == "workshop.changed"


def test_a_count_can_be_taken_back(session: Session, workshop: Workshop, agent: Person) -> None:
    change(session, workshop, replace(PLAN, attendance=CAME), agent)
    change(session, workshop, replace(PLAN, attendance=dict.fromkeys(AttendanceKind, NOBODY)), agent, seen=2)
    assert {row.came for row in session.scalars(select(Attendance))} == {None}


def test_two_agents_do_not_overwrite_each_other(session: Session, workshop: Workshop, agent: Person) -> None:
    base = plan_of(session, workshop)
    first, second = replace(base, place="Koulu"), replace(base, place="Seurakuntatalo")
    change(session, workshop, first, agent)
    with pytest.raises(Conflict):
        change(session, workshop, second, agent)
    assert plan_of(session, workshop) == first
    change(session, workshop, second, agent, seen=2)
    assert workshop.place == "Seurakuntatalo"


def test_the_same_page_sent_twice_is_one_change(session: Session, workshop: Workshop, agent: Person) -> None:
    plan = replace(plan_of(session, workshop), place="Koulu")
    change(session, workshop, plan, agent)
    change(session, workshop, plan, agent)
    assert (workshop.revision, actions(session, workshop.consultation_id).count("workshop.changed")) == (2, 1)


def test_workshops_are_listed_in_the_order_in_which_they_are_held(
    session: Session, consultation: Consultation, workshop: Workshop, agent: Person
) -> None:
    add_workshop(session, consultation, WorkshopPlan("Kirjeet"), actor=agent, now=NOW)
    earlier = WorkshopPlan("Aiempi", opens_at=NOW - 2 * HOUR, closes_at=NOW - HOUR)
    add_workshop(session, consultation, earlier, actor=agent, now=NOW)
    found = [held.workshop.name for held in load_workshops(session, consultation.id)]
    assert found == ["Aiempi", PLAN.name, "Kirjeet"]
