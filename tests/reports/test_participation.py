"""Joined, opened, answered: counted in one query and listed by name, and both agree."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Consultation, Invitation, MemberRole, Organisation, Person, Stance, Voice
from consult.reports.participation import Funnel, Progress, funnel_of, load_funnel, load_participants
from consult.services.answers import answer_for, send_answer
from consult.services.invitations import plan_invitations, send_invitations
from consult.services.memberships import add_member, end_membership
from consult.services.participations import join_organisation, note_opening
from tests.factories import NOW, make_organisation, make_participant, make_person, make_round, make_version
from tests.statement import Statement


@pytest.fixture
def round_id(session: Session, consultation: Consultation, agent: Person, noise: Statement) -> int:
    """An open round; in it one has answered, one has started, one has opened, two have done nothing."""
    make_version(session, consultation, agent)
    round_ = make_round(session, consultation, agent)
    voices = [make_participant(session, consultation, agent, f"{name} ry") for name in "DCBA"]
    answered, started, opened, _ = voices
    send_answer(session, answered[0], stance=Stance.NO_REMARKS, actor=answered[1], now=NOW)
    answer_for(session, started[0], round_, now=NOW)
    note_opening(session, consultation.id, (opened[0].organisation_id or 0,), now=NOW)
    join_organisation(session, consultation, make_organisation(session, "E ry"), actor=agent, now=NOW)
    return round_.id


def test_participants_are_listed_by_name_with_their_progress(
    session: Session, consultation: Consultation, round_id: int
) -> None:
    rows = load_participants(session, consultation.id, round_id)
    assert [(row.organisation.name, row.progress, len(row.members)) for row in rows] == [
        ("A ry", Progress.JOINED, 1),
        ("B ry", Progress.OPENED, 1),
        ("C ry", Progress.STARTED, 1),
        ("D ry", Progress.ANSWERED, 1),
        ("E ry", Progress.JOINED, 0),
    ]
    assert [row.sent_at for row in rows] == [None, None, None, NOW, None]


def test_counting_and_listing_agree(session: Session, consultation: Consultation, round_id: int) -> None:
    counted = load_funnel(session, consultation.id, round_id)
    assert counted == Funnel(joined=5, opened=3, answered=1, without_people=1)
    assert funnel_of(load_participants(session, consultation.id, round_id)) == counted
    assert counted.share(counted.answered) == 20


def test_whoever_holds_an_invitation_can_come_in(
    session: Session, consultation: Consultation, agent: Person, round_id: int
) -> None:
    """Until the mail comes back or the invitation is taken back."""
    alone = next(row for row in load_participants(session, consultation.id, round_id) if not row.members)
    alone.organisation.email = "e@example.org"
    plan = plan_invitations(session, consultation, [alone.organisation])
    send_invitations(session, consultation, plan, seen=plan.digest, actor=agent, now=NOW)
    invitation = session.scalars(select(Invitation)).one()
    for column, counted in ((None, 0), ("bounced_at", 1), ("withdrawn_at", 1)):
        invitation.bounced_at = invitation.withdrawn_at = None
        if column:
            setattr(invitation, column, NOW)
        session.flush()
        rows = load_participants(session, consultation.id, round_id)
        assert load_funnel(session, consultation.id, round_id) == funnel_of(rows)
        assert funnel_of(rows).without_people == counted


def test_before_any_round_nobody_has_answered(
    session: Session, consultation: Consultation, round_id: int
) -> None:
    assert load_funnel(session, consultation.id, None) == Funnel(5, 1, 0, 1)


def test_an_empty_funnel_has_no_shares(session: Session, consultation: Consultation) -> None:
    assert load_funnel(session, consultation.id, None) == Funnel(0, 0, 0, 0)
    assert Funnel(0, 0, 0, 0).share(0) == 0


def test_leads_come_first_and_those_who_left_are_not_listed(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    voice, lead = make_participant(session, consultation, agent)
    organisation = session.get_one(Organisation, session.get_one(Voice, voice.id).organisation_id)
    first, gone = make_person(session, "Aapeli"), make_person(session, "Lähtenyt")
    for person in (first, gone):
        add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW)
    end_membership(session, organisation, gone, actor=agent, now=NOW)
    (row,) = load_participants(session, consultation.id, None)
    assert [member.person for member in row.members] == [lead, first]
