"""Memberships are dated: one at a time, ended and begun again."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import MemberRole, Membership, Organisation, Person
from consult.services.memberships import add_member, end_membership
from tests.factories import DAY, NOW, make_organisation, make_person
from tests.log import actions


@pytest.fixture
def organisation(session: Session) -> Organisation:
    """An organisation with somebody in it already."""
    found = make_organisation(session)
    add_member(session, found, make_person(session), role=MemberRole.LEAD, now=NOW)
    return found


@pytest.fixture
def person(session: Session) -> Person:
    """Somebody who belongs to another organisation."""
    found = make_person(session)
    add_member(session, make_organisation(session), found, role=MemberRole.LEAD, now=NOW)
    return found


def spells(session: Session, organisation: Organisation, person: Person) -> list[Membership]:
    """The memberships of the person in the organisation, in order."""
    return list(
        session.scalars(
            select(Membership)
            .where(Membership.organisation_id == organisation.id, Membership.person_id == person.id)
            .order_by(Membership.id)
        )
    )


def test_the_same_role_again_changes_nothing(
    session: Session, organisation: Organisation, person: Person
) -> None:
    first, second = (
        add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW) for _ in range(2)
    )
    assert first is second


def test_a_new_role_ends_the_old_one(session: Session, organisation: Organisation, person: Person) -> None:
    add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW)
    add_member(session, organisation, person, role=MemberRole.LEAD, now=NOW + DAY)
    assert [(spell.role, spell.ended_at) for spell in spells(session, organisation, person)] == [
        (MemberRole.MEMBER, NOW + DAY),
        (MemberRole.LEAD, None),
    ]


def test_a_membership_ends_and_can_begin_again(
    session: Session, agent: Person, organisation: Organisation, person: Person
) -> None:
    add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW)
    end_membership(session, organisation, person, actor=agent, now=NOW + DAY)
    end_membership(session, organisation, person, actor=agent, now=NOW + 2 * DAY)
    assert [spell.ended_at for spell in spells(session, organisation, person)] == [NOW + DAY]
    assert actions(session).count("membership.ended") == 1
    add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW + 3 * DAY)
    assert len(spells(session, organisation, person)) == 2


def test_only_this_membership_ends(
    session: Session, agent: Person, organisation: Organisation, person: Person
) -> None:
    add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW)
    end_membership(session, organisation, person, actor=agent, now=NOW + DAY)
    ended = session.scalars(select(Membership).where(Membership.ended_at.is_not(None))).all()
    assert [(found.organisation_id, found.person_id) for found in ended] == [(organisation.id, person.id)]
