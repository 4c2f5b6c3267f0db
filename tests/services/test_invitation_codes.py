"""The code of an invitation lets in whoever has its address too, and tells others nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import TooMany
from consult.models import Attempt, Consultation, Invitation, Person
from consult.services.invitation_codes import invitation_code, try_code
from consult.services.invitations import plan_invitations, send_invitations, withdraw_invitation
from consult.services.memberships import end_membership
from consult.services.organisations import add_organisation
from tests.factories import NOW, make_round, make_version

KEY = "k" * 32
HOUSE = "house"
ADDRESS = "hallitus@example.org"


def invite(session: Session, consultation: Consultation, agent: Person, name: str) -> Invitation:
    """An organisation is invited by the one address."""
    organisation = add_organisation(session, name, email=ADDRESS, now=NOW)
    plan = plan_invitations(session, consultation, [organisation])
    send_invitations(session, consultation, plan, seen=plan.digest, actor=agent, now=NOW)
    found = select(Invitation).where(Invitation.organisation_id == organisation.id)
    return session.scalars(found).one()


@pytest.fixture
def invitation(session: Session, consultation: Consultation, agent: Person) -> Invitation:
    """One that stands."""
    return invite(session, consultation, agent, "Kylä ry")


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 10**8:08d}"


def test_the_code_comes_in_as_often_as_the_link_does(session: Session, invitation: Invitation) -> None:
    code = invitation_code(invitation, key=KEY)
    assert len(code) == 8
    for given in (code, f"{code[:4]} {code[4:]}"):
        entered = try_code(session, f" {ADDRESS.upper()} ", given, network=HOUSE, key=KEY, now=NOW)
        assert entered is not None
        assert entered[0] is invitation
        assert entered[1].email == ADDRESS


def test_each_invitation_of_an_address_has_a_code_of_its_own(
    session: Session, consultation: Consultation, agent: Person, invitation: Invitation
) -> None:
    other = invite(session, consultation, agent, "Toinen ry")
    assert invitation_code(other, key=KEY) != invitation_code(invitation, key=KEY)
    entered = try_code(session, ADDRESS, invitation_code(other, key=KEY), network=HOUSE, key=KEY, now=NOW)
    assert entered is not None
    assert entered[0] is other


def test_only_code_and_address_together_are_good(session: Session, invitation: Invitation) -> None:
    code = invitation_code(invitation, key=KEY)
    assert try_code(session, "muu@example.org", code, network=HOUSE, key=KEY, now=NOW) is None
    assert try_code(session, ADDRESS, wrong(code), network=HOUSE, key=KEY, now=NOW) is None
    assert try_code(session, ADDRESS, code, network=HOUSE, key="x" * 32, now=NOW) is None


def test_it_is_over_when_the_invitation_is(
    session: Session, consultation: Consultation, agent: Person, invitation: Invitation
) -> None:
    code = invitation_code(invitation, key=KEY)
    make_version(session, consultation, agent)
    round_ = make_round(session, consultation, agent)
    assert try_code(session, ADDRESS, code, network=HOUSE, key=KEY, now=round_.closes_at) is None
    withdraw_invitation(session, invitation, actor=agent, now=NOW)
    assert try_code(session, ADDRESS, code, network=HOUSE, key=KEY, now=NOW) is None


def test_agents_come_in_by_a_link_of_their_own(
    session: Session, agent: Person, invitation: Invitation
) -> None:
    agent.email = ADDRESS
    session.flush()
    assert (
        try_code(session, ADDRESS, invitation_code(invitation, key=KEY), network=HOUSE, key=KEY, now=NOW)
        is None
    )


def test_five_tries_an_hour_and_no_address_is_kept(session: Session, invitation: Invitation) -> None:
    code = invitation_code(invitation, key=KEY)
    for _ in range(5):
        assert try_code(session, ADDRESS, wrong(code), network=HOUSE, key=KEY, now=NOW) is None
    with pytest.raises(TooMany):
        try_code(session, ADDRESS, code, network=HOUSE, key=KEY, now=NOW)
    assert not any("example" in attempt.key for attempt in session.scalars(select(Attempt)))
    assert try_code(session, ADDRESS, code, network=HOUSE, key=KEY, now=NOW + timedelta(hours=1)) is not None


def test_no_network_uses_up_the_tries_of_all(session: Session, invitation: Invitation) -> None:
    code = invitation_code(invitation, key=KEY)
    for number in range(20):
        try_code(session, f"x{number}@example.org", code, network="flood", key=KEY, now=NOW)
    with pytest.raises(TooMany):
        try_code(session, ADDRESS, code, network="flood", key=KEY, now=NOW)
    assert try_code(session, ADDRESS, code, network=HOUSE, key=KEY, now=NOW) is not None


def test_whoever_has_left_or_been_shut_out_is_answered_like_a_wrong_code(
    session: Session, agent: Person, invitation: Invitation
) -> None:
    code = invitation_code(invitation, key=KEY)
    entered = try_code(session, ADDRESS, code, network=HOUSE, key=KEY, now=NOW)
    assert entered is not None
    end_membership(session, invitation.organisation, entered[1], actor=agent, now=NOW)
    assert try_code(session, ADDRESS, code, network=HOUSE, key=KEY, now=NOW) is None
    entered[1].disabled_at = NOW
    assert try_code(session, ADDRESS, code, network=HOUSE, key=KEY, now=NOW) is None
