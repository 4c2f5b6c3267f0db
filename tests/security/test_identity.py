"""An identity is read from the database as it stands now."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.models import Consultation, MemberRole, Person
from consult.security import ANONYMOUS, load_identity
from consult.services.agencies import appoint_agent, dismiss_agent
from consult.services.memberships import add_member
from consult.services.participations import join_organisation
from tests.database import open_database
from tests.factories import NOW, make_consultation, make_organisation, make_participant, make_person
from tests.statements import counted_statements


@pytest.fixture
def session() -> Iterator[Session]:
    """A database of its own, undone afterwards."""
    yield from open_database()


@pytest.fixture
def agent(session: Session) -> Person:
    """The agent of the consultation, who also creates others."""
    return make_person(session, "Muutosagentti")


@pytest.fixture
def consultation(session: Session, agent: Person) -> Consultation:
    """A consultation with a participant of its own."""
    found = make_consultation(session, agent)
    make_participant(session, found, agent)
    return found


def test_nobody_is_nobody() -> None:
    assert not ANONYMOUS.is_signed_in
    assert not ANONYMOUS.is_privileged


def test_a_person_without_anything(session: Session, consultation: Consultation) -> None:
    person = make_person(session, "Sivullinen")
    found = load_identity(session, person)
    assert (found.person_id, found.name, found.email) == (person.id, "Sivullinen", person.email)
    assert found.is_signed_in
    assert not found.is_privileged
    assert not found.agent_of
    assert not found.participates
    assert found.organisations_in(consultation.id) == ()
    assert found.organisations_in(None) == ()


def test_an_agent_is_one_until_dismissed(session: Session, agent: Person, consultation: Consultation) -> None:
    second = make_person(session)
    appoint_agent(session, consultation, second, actor=agent, now=NOW)
    found = load_identity(session, second)
    assert found.is_agent_of(consultation.id)
    assert found.is_privileged
    assert not found.is_agent_of(consultation.id + 1)
    dismiss_agent(session, consultation, second, actor=agent, now=NOW)
    assert not load_identity(session, second).is_agent_of(consultation.id)


def test_a_lead_is_a_member_that_takes_part(
    session: Session, agent: Person, consultation: Consultation
) -> None:
    voice, lead = make_participant(session, consultation, agent)
    found = load_identity(session, lead)
    assert found.leads == found.member_of == frozenset({voice.organisation_id})
    assert found.organisations_in(consultation.id) == (voice.organisation_id,)


def test_two_organisations_of_one_person(session: Session, agent: Person, consultation: Consultation) -> None:
    person = make_person(session)
    organisations = [make_organisation(session) for _ in range(3)]
    for organisation in organisations:
        add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW)
    for organisation in organisations[:2]:
        join_organisation(session, consultation, organisation, actor=agent, now=NOW)
    found = load_identity(session, person)
    assert found.leads == frozenset()
    assert found.member_of == {organisation.id for organisation in organisations}
    assert set(found.organisations_in(consultation.id)) == {o.id for o in organisations[:2]}


def test_a_membership_that_has_ended_gives_nothing(
    session: Session, agent: Person, consultation: Consultation
) -> None:
    _, lead = make_participant(session, consultation, agent)
    organisation = make_organisation(session)
    membership = add_member(session, organisation, lead, role=MemberRole.LEAD, now=NOW)
    membership.ended_at = NOW + timedelta(days=1)
    session.flush()
    assert organisation.id not in load_identity(session, lead).member_of


def test_one_query(session: Session, agent: Person, consultation: Consultation) -> None:
    _, lead = make_participant(session, consultation, agent)
    session.flush()
    with counted_statements(session.get_bind()) as statements:
        load_identity(session, lead)
    assert len(statements) == 1
