"""Only those who have not answered are reminded, one batch at a time, and never where a mail came back."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid
from consult.models import Consultation, Invitation, OutboxMail, Person, Reminder, Stance, Voice
from consult.services.answers import send_answer
from consult.services.bounces import note_bounce
from consult.services.invitations import plan_invitations, send_invitations, withdraw_invitation
from consult.services.organisations import add_organisation
from consult.services.reminders import plan_reminders, send_reminders
from tests.counting import count_queries
from tests.factories import DAY, NOW, make_participant, make_person, make_round, make_version


@pytest.fixture
def invitations(session: Session, consultation: Consultation, agent: Person) -> Sequence[Invitation]:
    """Four invitations in an open round; the first has answered, a fifth organisation was never invited."""
    make_version(session, consultation, agent)
    make_round(session, consultation, agent)
    organisations = [
        add_organisation(session, f"{name} ry", email=f"{name}@example.org", now=NOW) for name in "abcd"
    ]
    plan = plan_invitations(session, consultation, organisations)
    send_invitations(session, consultation, plan, seen=plan.digest, actor=agent, now=NOW)
    make_participant(session, consultation, agent, "Kutsumaton ry")
    found = session.scalars(select(Invitation).order_by(Invitation.id)).all()
    answer(session, found[0])
    return found


def answer(session: Session, invitation: Invitation) -> None:
    """The organisation has nothing to remark."""
    voice = session.scalars(select(Voice).where(Voice.organisation_id == invitation.organisation_id)).one()
    send_answer(session, voice, stance=Stance.NO_REMARKS, actor=make_person(session), now=NOW)


def reminded(session: Session) -> list[str]:
    """The addresses that got a reminder."""
    query = select(OutboxMail.address).where(OutboxMail.template == "reminder").order_by(OutboxMail.id)
    return list(session.scalars(query))


def test_only_those_who_have_not_answered(
    session: Session, consultation: Consultation, agent: Person, invitations: Sequence[Invitation]
) -> None:
    note_bounce(session, invitations[1], "Ei ole", actor=agent, now=NOW)
    withdraw_invitation(session, invitations[2], actor=agent, now=NOW)
    with count_queries(session) as asked:
        batch = plan_reminders(session, consultation, now=NOW)
    assert len(asked) <= 6
    assert (batch.answered, len(batch.bounced), len(batch.invitations)) == (1, 1, 1)
    assert send_reminders(session, consultation, batch, seen=batch.digest, actor=agent, now=NOW) == 1
    assert reminded(session) == ["d@example.org"]


def test_pressing_twice_reminds_once(
    session: Session, consultation: Consultation, agent: Person, invitations: Sequence[Invitation]
) -> None:
    first = plan_reminders(session, consultation, now=NOW)
    send_reminders(session, consultation, first, seen=first.digest, actor=agent, now=NOW)
    again = plan_reminders(session, consultation, now=NOW)
    with pytest.raises(Conflict):
        send_reminders(session, consultation, again, seen=first.digest, actor=agent, now=NOW)
    assert len(reminded(session)) == len(invitations) - 1
    assert session.scalars(select(Reminder.count)).all() == [3]
    send_reminders(session, consultation, again, seen=again.digest, actor=agent, now=NOW + DAY)
    assert session.scalars(select(Reminder.number)).all() == [1, 2]


def test_whoever_answered_meanwhile_is_not_reminded(
    session: Session, consultation: Consultation, agent: Person, invitations: Sequence[Invitation]
) -> None:
    seen = plan_reminders(session, consultation, now=NOW).digest
    answer(session, invitations[1])
    batch = plan_reminders(session, consultation, now=NOW)
    with pytest.raises(Conflict):
        send_reminders(session, consultation, batch, seen=seen, actor=agent, now=NOW)
    assert reminded(session) == []


def test_there_is_nothing_to_remind_of_without_an_open_round(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    with pytest.raises(Invalid):
        plan_reminders(session, consultation, now=NOW)
    make_version(session, consultation, agent)
    round_ = make_round(session, consultation, agent)
    assert plan_reminders(session, consultation, now=NOW).invitations == ()
    with pytest.raises(Invalid):
        plan_reminders(session, consultation, now=round_.closes_at)


def test_whoever_wants_no_reminders_gets_none(
    session: Session, consultation: Consultation, invitations: Sequence[Invitation]
) -> None:
    person = make_person(session)
    person.email, person.wants_reminders = invitations[1].address, False
    session.flush()
    batch = plan_reminders(session, consultation, now=NOW)
    assert [found.address for found in batch.invitations] == ["c@example.org", "d@example.org"]
