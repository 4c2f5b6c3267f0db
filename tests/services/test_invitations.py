"""Who gets an invitation is seen before it leaves; nobody gets two, none goes where a mail came back."""

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid
from consult.models import (
    Consultation,
    Invitation,
    MemberRole,
    Organisation,
    OutboxMail,
    Participation,
    Person,
)
from consult.services.bounces import note_bounce, undo_bounce
from consult.services.contacts import contacts_of
from consult.services.invitations import Plan, plan_invitations, send_invitations, withdraw_invitation
from consult.services.memberships import add_member
from consult.services.organisations import add_organisation
from consult.services.rounds import open_round
from tests.counting import count_queries
from tests.factories import DAY, NOW, make_person, make_round, make_version
from tests.log import actions


def register(session: Session, *names: str) -> Sequence[Organisation]:
    """Organisations with an address of their own."""
    return [
        add_organisation(session, f"{name} ry", email=f"{name.lower()}@example.org", now=NOW)
        for name in names
    ]


def send(session: Session, consultation: Consultation, plan: Plan, agent: Person) -> int:
    """What was seen is sent."""
    return send_invitations(session, consultation, plan, seen=plan.digest, actor=agent, now=NOW)


def count(session: Session, model: type[OutboxMail] | type[Invitation] | type[Participation]) -> int:
    """How many rows there are."""
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_leads_come_before_the_common_address_and_that_before_members(session: Session) -> None:
    first, second, third, fourth = register(session, "A", "B", "C", "D")
    third.email = fourth.email = ""
    lead, member, other = make_person(session), make_person(session), make_person(session)
    lead.language = "sv"
    add_member(session, first, lead, role=MemberRole.LEAD, now=NOW)
    add_member(session, first, member, role=MemberRole.MEMBER, now=NOW)
    add_member(session, second, member, role=MemberRole.MEMBER, now=NOW)
    add_member(session, third, other, role=MemberRole.MEMBER, now=NOW)
    found = contacts_of(session, [first, second, third, fourth])
    assert [(contact.address, contact.language) for contact in found[first.id]] == [(lead.email, "sv")]
    assert [contact.address for contact in found[second.id]] == ["b@example.org"]
    assert [contact.address for contact in found[third.id]] == [other.email]
    assert found[fourth.id] == ()


def test_inviting_joins_and_writes_one_mail_each(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    organisations = register(session, "A", "B", "C")
    organisations[2].email = ""
    organisations[1].email = organisations[0].email
    plan = plan_invitations(session, consultation, organisations)
    assert [organisation.name for organisation in plan.unreachable] == ["C ry"]
    assert plan.shared == {"a@example.org": ["A ry", "B ry"]}
    assert send(session, consultation, plan, agent) == 2
    mails = session.scalars(select(OutboxMail)).all()
    assert [(mail.template, mail.address, mail.person_id) for mail in mails] == [
        ("invitation", "a@example.org", None)
    ] * 2
    assert "@" not in str([mail.params for mail in mails])
    assert count(session, Participation) == 2
    assert actions(session, consultation.id)[-3:] == [
        "organisation.joined",
        "organisation.joined",
        "invitations.sent",
    ]


def test_nobody_is_invited_twice(session: Session, consultation: Consultation, agent: Person) -> None:
    organisations = register(session, "A", "B")
    first = plan_invitations(session, consultation, organisations)
    send(session, consultation, first, agent)
    again = plan_invitations(session, consultation, organisations)
    assert (again.letters, len(again.invited)) == ((), 2)
    assert send(session, consultation, again, agent) == 0
    with pytest.raises(Conflict):
        send_invitations(session, consultation, again, seen=first.digest, actor=agent, now=NOW)
    assert count(session, OutboxMail) == count(session, Invitation) == 2


def test_a_withdrawn_invitation_is_not_sent_again(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    organisations = register(session, "A")
    send(session, consultation, plan_invitations(session, consultation, organisations), agent)
    withdraw_invitation(session, session.scalars(select(Invitation)).one(), actor=agent, now=NOW)
    assert plan_invitations(session, consultation, organisations).letters == ()


def test_what_came_back_is_named_until_the_address_is_corrected(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    organisations = register(session, "A")
    send(session, consultation, plan_invitations(session, consultation, organisations), agent)
    invitation = session.scalars(select(Invitation)).one()
    note_bounce(session, invitation, "Osoitetta ei ole", actor=agent, now=NOW)
    plan = plan_invitations(session, consultation, organisations)
    assert (plan.letters, len(plan.bounced)) == ((), 1)
    organisations[0].email = "uusi@example.org"
    assert [
        letter.contact.address for letter in plan_invitations(session, consultation, organisations).letters
    ] == ["uusi@example.org"]
    undo_bounce(session, invitation, actor=agent, now=NOW)
    assert plan_invitations(session, consultation, organisations).letters == ()
    assert (invitation.bounced_at, invitation.bounce_note) == (None, "")


def test_nobody_is_invited_after_the_round(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    make_version(session, consultation, agent)
    round_ = make_round(session, consultation, agent, days=3)
    plan = plan_invitations(session, consultation, register(session, "A"))
    with pytest.raises(Invalid):
        send_invitations(session, consultation, plan, seen=plan.digest, actor=agent, now=round_.closes_at)
    opens_at = round_.closes_at + DAY
    open_round(
        session,
        consultation,
        opens_at=opens_at,
        closes_at=opens_at + DAY,
        actor=agent,
        now=round_.closes_at,
    )
    send_invitations(session, consultation, plan, seen=plan.digest, actor=agent, now=round_.closes_at)


def test_hundreds_take_few_statements(session: Session, consultation: Consultation, agent: Person) -> None:
    organisations = register(session, *(f"N{number}" for number in range(300)))
    plan = plan_invitations(session, consultation, organisations)
    with count_queries(session) as asked:
        send(session, consultation, plan, agent)
    assert len(asked) <= 15
    assert count(session, OutboxMail) == 300
