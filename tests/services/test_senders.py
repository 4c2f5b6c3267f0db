"""Who may send in the name of an organisation, and what a member who may not can still do."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed
from consult.models import Comment, LogEntry, Organisation, OutboxMail, Person, Senders, Stance
from consult.reports.gathering import load_gathering
from consult.services.answers import send_answer, unsent
from consult.services.clarifications import ask, reply
from consult.services.comments import revise_comment
from consult.services.contributions import restore, withdraw
from consult.services.joining import identical, join_wishes
from consult.services.memberships import end_membership
from consult.services.readiness import tell_ready
from consult.services.senders import choose_senders, may_send
from consult.services.supports import support_proposal
from tests.factories import NOW
from tests.services.scene import Scene


@pytest.fixture
def member(session: Session, scene: Scene) -> Person:
    """Somebody of the first organisation who does not lead it."""
    return scene.member(session)


def only_leads(session: Session, scene: Scene) -> None:
    """The lead chooses to send alone."""
    choose_senders(session, scene.voice, Senders.LEADS, actor=scene.lead, now=NOW)


def test_every_member_sends_until_the_lead_chooses_otherwise(
    session: Session, scene: Scene, member: Person
) -> None:
    assert may_send(session, scene.voice, member)
    only_leads(session, scene)
    assert not may_send(session, scene.voice, member)
    assert may_send(session, scene.voice, scene.lead)
    assert may_send(session, scene.other_voice, scene.other_lead)
    entry = session.scalars(select(LogEntry).where(LogEntry.action == "organisation.senders")).one()
    assert entry.details == {"senders": "leads"}
    only_leads(session, scene)
    assert len(session.scalars(select(LogEntry).where(LogEntry.action == "organisation.senders")).all()) == 1


def test_where_nobody_leads_every_member_may_send(session: Session, scene: Scene, member: Person) -> None:
    only_leads(session, scene)
    organisation = session.get_one(Organisation, scene.voice.organisation_id)
    end_membership(session, organisation, scene.lead, actor=scene.agent, now=NOW)
    assert may_send(session, scene.voice, member)


@pytest.mark.parametrize("who", ["member", "other_lead", "agent"])
def test_only_the_lead_chooses_who_sends(session: Session, scene: Scene, member: Person, who: str) -> None:
    actor = member if who == "member" else getattr(scene, who)
    with pytest.raises(NotAllowed, match="can choose who sends"):
        choose_senders(session, scene.voice, Senders.LEADS, actor=actor, now=NOW)


def test_who_may_not_send_changes_nothing_that_others_see(
    session: Session, scene: Scene, member: Person
) -> None:
    said = scene.comment(session, actor=member)
    theirs = scene.propose(session, voice=scene.other_voice, actor=scene.other_lead)
    send_answer(session, scene.other_voice, stance=None, actor=scene.other_lead, now=NOW)
    send_answer(session, scene.voice, stance=None, actor=scene.lead, now=NOW)
    ask(session, said, "Mitä tarkoitatte?", actor=scene.agent, now=NOW)
    only_leads(session, scene)
    own = {"actor": member, "now": NOW}
    with pytest.raises(NotAllowed, match="only the lead sends"):
        send_answer(session, scene.voice, stance=Stance.ENDORSES, **own)  # type: ignore[arg-type]  # one dict for five calls
    with pytest.raises(NotAllowed, match="only the lead sends"):
        revise_comment(session, said, kind=said.current.kind, words="Toisin.", **own)  # type: ignore[arg-type]  # as above
    with pytest.raises(NotAllowed, match="only the lead sends"):
        withdraw(session, said, **own)  # type: ignore[arg-type]  # as above
    with pytest.raises(NotAllowed, match="only the lead sends"):
        support_proposal(session, theirs, voice=scene.voice, **own)  # type: ignore[arg-type]  # as above
    with pytest.raises(NotAllowed, match="only the lead sends"):
        reply(session, said, "Tätä.", voice=scene.voice, **own)  # type: ignore[arg-type]  # as above


def test_what_is_not_sent_yet_stays_the_writers_own(session: Session, scene: Scene, member: Person) -> None:
    only_leads(session, scene)
    said = scene.comment(session, actor=member)
    revise_comment(session, said, kind=said.current.kind, words="Toisin.", actor=member, now=NOW)
    withdraw(session, said, actor=member, now=NOW)
    restore(session, said, actor=member, now=NOW)
    assert (said.current.text, said.withdrawn_at) == ("Toisin.", None)


def test_the_lead_is_told_once_that_a_member_is_ready(session: Session, scene: Scene, member: Person) -> None:
    with pytest.raises(Invalid, match="not written anything"):
        tell_ready(session, scene.voice, actor=member, now=NOW)
    scene.comment(session, "Salainen sana.", actor=member)
    first = tell_ready(session, scene.voice, actor=member, now=NOW)
    assert tell_ready(session, scene.voice, actor=member, now=NOW) is first
    mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "member_ready")).one()
    assert (mail.address, mail.params["comments"]) == (scene.lead.email, 1)
    entry = session.scalars(select(LogEntry).where(LogEntry.action == "answer.ready")).one()
    assert (entry.consultation_id, entry.voice_id) == (None, None)
    assert load_gathering(session, scene.voice, scene.round).ready == {member.id: NOW}


def test_identical_wishes_are_joined_with_every_reason(
    session: Session, scene: Scene, member: Person
) -> None:
    mine = scene.propose(session, rationale="Minun syyni.")
    theirs = scene.propose(session, actor=member, rationale="Jäsenen syy.")
    scene.comment(session, "Muu asia.", actor=member)
    waiting = unsent(session, scene.voice, scene.round, person=scene.lead)
    assert identical([*waiting.comments, *waiting.proposals]) == [[mine, theirs]]
    assert join_wishes(session, scene.voice, mine, actor=scene.lead, now=NOW) == 1
    assert (theirs.withdrawn_at, mine.withdrawn_at) == (NOW, None)
    assert mine.current.rationale == "Minun syyni.\n\nJäsenen syy."
    assert identical(load_gathering(session, scene.voice, scene.round).proposals) == [[mine, theirs]]
    with pytest.raises(Conflict, match="no longer wish the same"):
        join_wishes(session, scene.voice, mine, actor=scene.lead, now=NOW)


def test_comments_are_identical_whatever_their_spaces_and_capitals(
    session: Session, scene: Scene, member: Person
) -> None:
    scene.comment(session, "Tilat  puuttuvat.")
    scene.comment(session, "tilat puuttuvat.", actor=member)
    scene.comment(session, "Tilat ovat.", actor=member)
    waiting = unsent(session, scene.voice, scene.round, person=scene.lead)
    assert [len(group) for group in identical(waiting.comments)] == [2]


def test_only_the_lead_joins_and_only_inside_the_organisation(
    session: Session, scene: Scene, member: Person
) -> None:
    mine = scene.comment(session)
    scene.comment(session, actor=member)
    theirs = scene.comment(session, voice=scene.other_voice, actor=scene.other_lead)
    with pytest.raises(NotAllowed, match="can join"):
        join_wishes(session, scene.voice, mine, actor=member, now=NOW)
    with pytest.raises(Conflict):
        join_wishes(session, scene.voice, theirs, actor=scene.lead, now=NOW)
    assert session.scalars(select(Comment).where(Comment.withdrawn_at.is_not(None))).all() == []
