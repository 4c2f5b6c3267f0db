"""An organisation's own people never leave it without a lead."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotFound
from consult.models import MemberRole, Organisation, OutboxMail, Person
from consult.services.leads import change_role, invite_member, leave, remove_member, role_in
from consult.services.memberships import add_member, end_membership
from tests.factories import NOW, make_organisation, make_person


@pytest.fixture
def organisation(session: Session) -> Organisation:
    """An organisation without people."""
    return make_organisation(session, "Kylä ry")


@pytest.fixture
def lead(session: Session, organisation: Organisation) -> Person:
    """Its lead."""
    person = make_person(session, "Pää")
    add_member(session, organisation, person, role=MemberRole.LEAD, now=NOW)
    return person


@pytest.fixture
def member(session: Session, organisation: Organisation) -> Person:
    """Its member."""
    person = make_person(session, "Jäsen")
    add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW)
    return person


def test_the_last_lead_stays(
    session: Session, organisation: Organisation, lead: Person, member: Person, agent: Person
) -> None:
    with pytest.raises(Invalid):
        leave(session, organisation, lead, now=NOW)
    with pytest.raises(Invalid):
        change_role(session, organisation, lead, MemberRole.MEMBER, actor=lead, now=NOW)
    with pytest.raises(Invalid):
        remove_member(session, organisation, lead, actor=lead, now=NOW)
    assert role_in(session, organisation, lead) is MemberRole.LEAD
    change_role(session, organisation, member, MemberRole.LEAD, actor=lead, now=NOW)
    leave(session, organisation, lead, now=NOW)
    assert role_in(session, organisation, lead) is None
    end_membership(session, organisation, member, actor=agent, now=NOW)
    assert role_in(session, organisation, member) is None


def test_a_lead_who_may_not_sign_in_does_not_count(
    session: Session, organisation: Organisation, lead: Person, member: Person
) -> None:
    change_role(session, organisation, member, MemberRole.LEAD, actor=lead, now=NOW)
    member.disabled_at = NOW
    session.flush()
    with pytest.raises(Invalid):
        leave(session, organisation, lead, now=NOW)


def test_only_leads_decide(
    session: Session, organisation: Organisation, lead: Person, member: Person
) -> None:
    stranger = make_person(session)
    for actor in (member, stranger):
        with pytest.raises(NotFound):
            change_role(session, organisation, lead, MemberRole.MEMBER, actor=actor, now=NOW)
        with pytest.raises(NotFound):
            remove_member(session, organisation, lead, actor=actor, now=NOW)
        with pytest.raises(NotFound):
            invite_member(
                session,
                organisation,
                email="x@example.org",
                name="",
                role=MemberRole.LEAD,
                actor=actor,
                now=NOW,
            )
    with pytest.raises(NotFound):
        change_role(session, organisation, stranger, MemberRole.LEAD, actor=lead, now=NOW)
    with pytest.raises(NotFound):
        leave(session, organisation, stranger, now=NOW)


def test_whoever_is_invited_gets_one_mail(session: Session, organisation: Organisation, lead: Person) -> None:
    def invite() -> Person:
        return invite_member(
            session,
            organisation,
            email="Uusi@example.org",
            name="Uusi",
            role=MemberRole.MEMBER,
            actor=lead,
            now=NOW,
        )

    person = invite()
    assert role_in(session, organisation, person) is MemberRole.MEMBER
    with pytest.raises(Invalid):
        invite()
    assert session.scalars(select(OutboxMail.address)).all() == ["uusi@example.org"]
