"""A link may be looked at often, makes its contact a member once, and works until the round closes."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Invitation, MemberRole, Membership, Organisation, Person, Token
from consult.services.invitation_links import (
    accept_invitation,
    find_invitation,
    mint_invitation_link,
    needs_own_sign_in,
)
from consult.services.invitations import (
    plan_invitations,
    restore_invitation,
    send_invitations,
    withdraw_invitation,
)
from consult.services.memberships import add_member, end_membership
from consult.services.organisations import add_organisation
from consult.services.sign_in import ORDINARY, find_link
from tests.factories import NOW, make_person, make_round, make_version

ADDRESS = "hallitus@example.org"


@pytest.fixture
def organisation(session: Session) -> Organisation:
    """An organisation with an address and nobody in it."""
    return add_organisation(session, "Kylä ry", email=ADDRESS, language="sv", now=NOW)


@pytest.fixture
def invitation(
    session: Session, consultation: Consultation, agent: Person, organisation: Organisation
) -> Invitation:
    """Its invitation."""
    plan = plan_invitations(session, consultation, [organisation])
    send_invitations(session, consultation, plan, seen=plan.digest, actor=agent, now=NOW)
    return session.scalars(select(Invitation)).one()


def mint(session: Session, invitation: Invitation) -> str:
    """The secret of one mail."""
    secret = mint_invitation_link(session, invitation.id, now=NOW)
    assert secret is not None
    return secret


def roles(session: Session) -> list[MemberRole]:
    """The roles that are held now."""
    return list(session.scalars(select(Membership.role).where(Membership.ended_at.is_(None))))


def test_looking_changes_nothing_and_only_a_hash_is_kept(session: Session, invitation: Invitation) -> None:
    secret = mint(session, invitation)
    for _ in range(3):
        assert find_invitation(session, secret, now=NOW) is invitation
    assert invitation.accepted_at is None
    token = session.scalars(select(Token)).one()
    assert secret not in (token.link_hash, token.code_hash, token.next_path)


def test_the_first_contact_becomes_the_lead_once(session: Session, invitation: Invitation) -> None:
    first, second = mint(session, invitation), mint(session, invitation)
    _, person = accept_invitation(session, first, now=NOW)
    assert (person.email, person.language) == (ADDRESS, "sv")
    assert accept_invitation(session, second, now=NOW)[1] is person
    assert accept_invitation(session, first, now=NOW)[1] is person
    assert roles(session) == [MemberRole.LEAD]


def test_where_there_is_a_lead_the_contact_is_a_member(
    session: Session, invitation: Invitation, organisation: Organisation
) -> None:
    add_member(session, organisation, make_person(session), role=MemberRole.LEAD, now=NOW)
    accept_invitation(session, mint(session, invitation), now=NOW)
    assert roles(session) == [MemberRole.LEAD, MemberRole.MEMBER]


def test_whoever_was_removed_does_not_come_back_by_an_old_mail(
    session: Session, invitation: Invitation, organisation: Organisation, agent: Person
) -> None:
    secret = mint(session, invitation)
    _, person = accept_invitation(session, secret, now=NOW)
    end_membership(session, organisation, person, actor=agent, now=NOW)
    with pytest.raises(Invalid):
        accept_invitation(session, secret, now=NOW)
    assert roles(session) == []


def test_it_works_until_the_round_closes(
    session: Session, invitation: Invitation, consultation: Consultation, agent: Person
) -> None:
    secret = mint(session, invitation)
    make_version(session, consultation, agent)
    round_ = make_round(session, consultation, agent)
    assert find_invitation(session, secret, now=round_.closes_at) is None
    assert mint_invitation_link(session, invitation.id, now=round_.closes_at) is None
    with pytest.raises(Invalid):
        accept_invitation(session, secret, now=round_.closes_at)
    assert find_invitation(session, secret, now=NOW) is invitation


def test_it_can_be_withdrawn_and_given_back(session: Session, invitation: Invitation, agent: Person) -> None:
    secret = mint(session, invitation)
    withdraw_invitation(session, invitation, actor=agent, now=NOW)
    assert find_invitation(session, secret, now=NOW) is None
    assert mint_invitation_link(session, invitation.id, now=NOW) is None
    restore_invitation(session, invitation, actor=agent, now=NOW)
    assert find_invitation(session, secret, now=NOW) is invitation


def test_agents_and_administrators_need_a_link_of_their_own(
    session: Session, invitation: Invitation, agent: Person
) -> None:
    secret = mint(session, invitation)
    assert not needs_own_sign_in(session, invitation)
    invitation.address = agent.email
    assert needs_own_sign_in(session, invitation)
    with pytest.raises(Invalid):
        accept_invitation(session, secret, now=NOW)


def test_it_is_no_sign_in_link(session: Session, invitation: Invitation) -> None:
    assert find_link(session, mint(session, invitation), purposes=ORDINARY, now=NOW) is None


def test_a_disabled_person_stays_out(session: Session, invitation: Invitation) -> None:
    person = make_person(session)
    person.email, person.disabled_at = ADDRESS, NOW
    session.flush()
    with pytest.raises(Invalid):
        accept_invitation(session, mint(session, invitation), now=NOW)
