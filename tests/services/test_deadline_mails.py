"""Reminders leave in the morning a week and a day before the closing, to those who have not answered."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Consultation, MemberRole, Organisation, OutboxMail, Person, Reminder, Round, Stance
from consult.services.answers import send_answer
from consult.services.deadline_mails import queue_deadline_mails, switch_reminders
from consult.services.endings import cancel_consultation
from consult.services.memberships import add_member, end_membership
from tests.factories import DAY, NOW, make_participant, make_person, make_round, make_version
from tests.log import actions

ZONE = "Europe/Helsinki"
#: The round closes on 1.2.2027 at 9.42 in Helsinki.
WEEK_BEFORE = datetime(2027, 1, 25, 6, tzinfo=UTC)
DAY_BEFORE = datetime(2027, 1, 31, 6, tzinfo=UTC)


@pytest.fixture
def round_(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Round:
    """The open round; beside it another consultation whose round has been cancelled."""
    make_version(session, consultation, agent)
    cancel_consultation(session, noise, reason="Viranomainen perui.", actor=agent, now=NOW)
    return make_round(session, consultation, agent)


@pytest.fixture
def lead(session: Session, consultation: Consultation, agent: Person, round_: Round) -> Person:
    """Who has not answered."""
    return make_participant(session, consultation, agent, "Kylä ry")[1]


def remind(session: Session, now: datetime) -> int:
    return queue_deadline_mails(session, now=now, zone=ZONE)


def mails(session: Session) -> list[OutboxMail]:
    return list(
        session.scalars(select(OutboxMail).where(OutboxMail.template == "deadline").order_by(OutboxMail.id))
    )


def test_twice_in_a_round_and_once_each(session: Session, lead: Person) -> None:
    second = timedelta(seconds=1)
    moments = (WEEK_BEFORE - second, WEEK_BEFORE, WEEK_BEFORE + second, DAY_BEFORE - second, DAY_BEFORE)
    assert [remind(session, now) for now in moments] == [0, 1, 0, 0, 1]
    assert remind(session, DAY_BEFORE + timedelta(hours=2)) == 0
    assert {mail.person_id for mail in mails(session)} == {lead.id}


def test_who_has_answered_is_left_in_peace(
    session: Session, consultation: Consultation, agent: Person, round_: Round
) -> None:
    voice, lead = make_participant(session, consultation, agent)
    send_answer(session, voice, stance=Stance.ENDORSES, actor=lead, now=NOW)
    assert remind(session, WEEK_BEFORE) == 0


def test_who_wants_no_reminders_gets_none(session: Session, lead: Person) -> None:
    lead.wants_reminders = False
    assert remind(session, WEEK_BEFORE) == 0


def test_one_mail_for_two_organisations(
    session: Session, consultation: Consultation, agent: Person, lead: Person
) -> None:
    voice, other = make_participant(session, consultation, agent, "Toinen ry")
    organisation = session.get_one(Organisation, voice.organisation_id)
    add_member(session, organisation, lead, role=MemberRole.LEAD, now=NOW)
    assert remind(session, WEEK_BEFORE) == 2
    assert [len(mail.params["voice_ids"]) for mail in mails(session)] == [2, 1]
    assert other.id in {mail.person_id for mail in mails(session)}


def test_members_are_reminded_only_while_there_is_no_lead(
    session: Session, consultation: Consultation, agent: Person, lead: Person
) -> None:
    voice, leaving = make_participant(session, consultation, agent, "Toinen ry")
    organisation = session.get_one(Organisation, voice.organisation_id)
    member = make_person(session)
    add_member(session, organisation, member, role=MemberRole.MEMBER, now=NOW)
    assert remind(session, WEEK_BEFORE) == 2
    end_membership(session, organisation, leaving, actor=agent, now=NOW)
    assert remind(session, DAY_BEFORE) == 2
    assert {mail.person_id for mail in mails(session)[2:]} == {lead.id, member.id}


@pytest.mark.usefixtures("lead")
def test_a_cancelled_work_is_quiet(session: Session, consultation: Consultation, agent: Person) -> None:
    cancel_consultation(session, consultation, reason="Viranomainen perui.", actor=agent, now=NOW)
    assert remind(session, WEEK_BEFORE) == 0


@pytest.mark.usefixtures("lead")
def test_a_round_that_was_moved_reminds_of_its_new_closing(session: Session, round_: Round) -> None:
    assert remind(session, WEEK_BEFORE) == 1
    round_.closes_at += 14 * DAY
    assert remind(session, DAY_BEFORE) == 0
    assert remind(session, WEEK_BEFORE + 14 * DAY) == 1


@pytest.mark.usefixtures("lead")
def test_a_round_that_was_moved_by_hours_reminds_no_second_time(session: Session, round_: Round) -> None:
    assert remind(session, WEEK_BEFORE) == 1
    round_.closes_at += timedelta(hours=4)
    assert remind(session, WEEK_BEFORE + timedelta(hours=1)) == 0


@pytest.mark.usefixtures("lead")
def test_whom_the_agent_has_just_reminded_is_left_in_peace(
    session: Session, round_: Round, agent: Person
) -> None:
    session.add(
        Reminder(round_id=round_.id, number=1, count=1, sent_by_id=agent.id, sent_at=WEEK_BEFORE - DAY)
    )
    session.flush()
    assert remind(session, WEEK_BEFORE) == 0
    assert remind(session, DAY_BEFORE) == 1


@pytest.mark.usefixtures("lead")
def test_the_agent_turns_them_off_and_on_for_one_consultation(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    for sends, queued in ((False, 0), (False, 0), (True, 1)):
        switch_reminders(session, consultation, sends=sends, actor=agent, now=NOW)
        assert remind(session, WEEK_BEFORE) == queued
    assert actions(session, consultation.id)[-2:] == ["reminders.switched-off", "reminders.switched-on"]
