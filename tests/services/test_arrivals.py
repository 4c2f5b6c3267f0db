"""On behalf of: what the agent enters, until when, who sees it, how it is confirmed and corrected."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import (
    Answer,
    Arrival,
    Channel,
    Comment,
    CommentKind,
    LogEntry,
    Organisation,
    OutboxMail,
    Person,
    Proposal,
    Sending,
    Stance,
)
from consult.reports.contributions import load_entries
from consult.reports.own_answers import load_own
from consult.reports.visibility import Viewer
from consult.services.answers import unsent
from consult.services.arrivals import begin_arrival, parts_of, send_arrival
from consult.services.comments import make_comment
from consult.services.contributions import withdraw
from consult.services.corrections import Correction, correct_arrival, find_correction, mint_correction
from consult.services.memberships import end_membership
from consult.services.proposals import make_proposal
from consult.services.wishes import Reword
from tests.factories import NOW, make_text
from tests.services.scene import GRANTS, ROOMS, Scene

TODAY = date(2027, 1, 20)
ZONE = "Europe/Helsinki"


def begin(session: Session, scene: Scene, **changes: object) -> Arrival:
    """A call of today."""
    given = {"channel": Channel.PHONE, "arrived_on": TODAY, "told_by": "Puheenjohtaja", "now": NOW}
    return begin_arrival(session, scene.voice, zone=ZONE, actor=scene.agent, **{**given, **changes})  # type: ignore[arg-type]  # what a test changes


def enter(session: Session, scene: Scene, arrival: Arrival, words: str = "Soitettu.") -> Comment:
    """A comment on b2 as it was told."""
    return make_comment(
        session,
        scene.version,
        "b2",
        voice=scene.voice,
        kind=CommentKind.OTHER,
        words=words,
        actor=scene.agent,
        now=NOW,
        arrival=arrival,
    )


def propose(session: Session, scene: Scene, arrival: Arrival) -> None:
    """Other words for b2 as they were told."""
    wish = Reword(("b2",), GRANTS.replace("vuosittain", "kolmeksi vuodeksi"))
    make_proposal(
        session,
        scene.version,
        wish,
        voice=scene.voice,
        rationale="Soitettu syy.",
        actor=scene.agent,
        now=NOW,
        arrival=arrival,
    )


def send(session: Session, scene: Scene, arrival: Arrival, stance: Stance | None = None) -> int | None:
    """The agent sends."""
    return send_arrival(session, arrival, stance=stance, actor=scene.agent, now=NOW)


def test_what_is_being_entered_is_seen_by_nobody_else(session: Session, scene: Scene) -> None:
    said = enter(session, scene, begin(session, scene))
    assert said.author_id is None
    here = scene.consultation
    inside = Viewer(here.id, here.visibility, frozenset({scene.voice.id}))
    agent = Viewer(here.id, here.visibility, is_agent=True)
    assert load_entries(session, inside, NOW) == load_entries(session, agent, NOW) == ()
    assert load_own(session, inside, NOW).by_voice == {}
    assert unsent(session, scene.voice, scene.round, person=scene.lead).is_empty


def test_sending_makes_it_the_organisations_answer_and_says_how_it_came(
    session: Session, scene: Scene
) -> None:
    arrival = begin(session, scene)
    said = enter(session, scene, arrival)
    propose(session, scene, arrival)
    assert send(session, scene, arrival, Stance.ENDORSES) == 1
    assert said.sent_at == NOW
    answer = session.get_one(Answer, arrival.answer_id)
    assert (answer.sent_at, answer.channel) == (NOW, Channel.PHONE)
    viewer = Viewer(scene.consultation.id, scene.consultation.visibility)
    assert {entry.channel for entry in load_entries(session, viewer, NOW)} == {Channel.PHONE}
    mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "answer_entered")).one()
    assert mail.address == scene.lead.email
    assert [item["noun"] for item in mail.params["items"]] == ["comment", "proposal"]
    assert "Puheenjohtaja" not in str(mail.params)
    entry = session.scalars(select(LogEntry).where(LogEntry.action == "answer.entered")).one()
    assert (entry.actor_id, entry.details["channel"], entry.details["arrived_on"]) == (
        scene.agent.id,
        "phone",
        "2027-01-20",
    )


def test_without_a_lead_the_organisations_own_address_is_asked(session: Session, scene: Scene) -> None:
    organisation = session.get_one(Organisation, scene.voice.organisation_id)
    end_membership(session, organisation, scene.lead, actor=scene.agent, now=NOW)
    arrival = begin(session, scene)
    assert send(session, scene, arrival, Stance.NO_REMARKS) == 0
    organisation.email, organisation.language = "toimisto@example.test", "sv"
    assert send(session, scene, arrival, Stance.NO_REMARKS) == 1
    mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "answer_entered")).one()
    assert (mail.address, mail.language, mail.person_id) == ("toimisto@example.test", "sv", None)


@pytest.mark.parametrize(
    ("arrived_on", "told"),
    [
        (TODAY + timedelta(days=1), "still to come"),
        (date(2027, 1, 18), "not opened yet"),
    ],
)
def test_the_day_of_arrival_is_in_the_round(
    session: Session, scene: Scene, arrived_on: date, told: str
) -> None:
    with pytest.raises(Invalid, match=told):
        begin(session, scene, arrived_on=arrived_on)


def test_what_arrived_in_time_is_entered_after_closing_and_the_log_says_so(
    session: Session, scene: Scene
) -> None:
    later = scene.round.closes_at + timedelta(days=2)
    with pytest.raises(Invalid, match="closed already"):
        begin(session, scene, arrived_on=later.date(), now=later)
    arrival = begin(session, scene, channel=Channel.PAPER, arrived_on=scene.round.closes_at.date(), now=later)
    send_arrival(session, arrival, stance=Stance.ENDORSES, actor=scene.agent, now=later)
    late = select(LogEntry.actor_id).where(LogEntry.action == "answer.entered-late")
    assert session.scalars(late).all() == [scene.agent.id]
    mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "answer_entered")).one()
    assert "correction_id" not in mail.params


def test_after_the_next_version_nothing_is_entered(session: Session, scene: Scene) -> None:
    arrival = begin(session, scene)
    later = scene.round.closes_at + timedelta(days=2)
    scene.publish(session, make_text("# Otsikko", GRANTS, ROOMS, "Lisää."))
    with pytest.raises(NotAllowed, match="next version"):
        send_arrival(session, arrival, stance=Stance.ENDORSES, actor=scene.agent, now=later)


@pytest.mark.parametrize("who", ["lead", "other_lead"])
def test_only_the_agent_enters(session: Session, scene: Scene, who: str) -> None:
    person: Person = getattr(scene, who)
    with pytest.raises(NotAllowed, match="Only the change agent"):
        begin_arrival(
            session,
            scene.voice,
            channel=Channel.PHONE,
            arrived_on=TODAY,
            told_by="",
            zone=ZONE,
            actor=person,
            now=NOW,
        )


def test_the_agent_changes_what_was_entered_and_nothing_else(session: Session, scene: Scene) -> None:
    arrival = begin(session, scene)
    enter(session, scene, arrival)
    entered = parts_of(session, arrival)[0]
    own = scene.comment(session)
    withdraw(session, entered, actor=scene.agent, now=NOW)
    assert parts_of(session, arrival) == []
    with pytest.raises(NotAllowed):
        withdraw(session, own, actor=scene.agent, now=NOW)


def test_the_organisation_corrects_with_the_link_of_the_mail(session: Session, scene: Scene) -> None:
    arrival = begin(session, scene)
    enter(session, scene, arrival, "Väärin kuultu.")
    propose(session, scene, arrival)
    send(session, scene, arrival, Stance.ENDORSES)
    mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "answer_entered")).one()
    secret = mint_correction(session, mail.params["correction_id"], key="a key of more than thirty-two bytes")
    here = scene.consultation.id
    for _ in range(3):
        assert find_correction(session, here, secret, now=NOW) is arrival
    assert find_correction(session, here, "muu", now=NOW) is None
    assert find_correction(session, here + 1, secret, now=NOW) is None
    assert find_correction(session, here, secret, now=scene.round.closes_at) is None
    comment, proposal = parts_of(session, arrival)
    assert isinstance(comment, Comment)
    assert isinstance(proposal, Proposal)
    wanted = GRANTS.replace("vuosittain", "viideksi vuodeksi")
    correct_arrival(
        session,
        arrival,
        [(comment, Correction("Oikein kirjoitettu.")), (proposal, Correction(wanted, "Oikea syy."))],
        stance=None,
        now=NOW,
    )
    assert [comment.current.text, proposal.current.rationale] == ["Oikein kirjoitettu.", "Oikea syy."]
    assert "viideksi" in str(proposal.current.changes)
    people = session.scalars(select(Sending.person_id).order_by(Sending.id)).all()
    assert people == [scene.agent.id, None]
    entry = session.scalars(select(LogEntry).where(LogEntry.action == "answer.corrected")).one()
    assert (entry.actor_id, entry.voice_id) == (None, scene.voice.id)
    with pytest.raises(Invalid, match="Write a comment"):
        correct_arrival(session, arrival, [(comment, Correction(""))], stance=None, now=NOW)
    correct_arrival(session, arrival, [(comment, Correction(is_left_out=True))], stance=None, now=NOW)
    assert parts_of(session, arrival) == [proposal]


def test_sending_again_without_a_change_sends_nothing(session: Session, scene: Scene) -> None:
    arrival = begin(session, scene)
    said = enter(session, scene, arrival)
    assert send(session, scene, arrival, Stance.ENDORSES) == 1
    assert send(session, scene, arrival, Stance.ENDORSES) is None
    assert send(session, scene, arrival) is None
    later = NOW + timedelta(hours=1)
    withdraw(session, said, actor=scene.agent, now=later)
    again = send_arrival(session, arrival, stance=Stance.ENDORSES, actor=scene.agent, now=later)
    assert again == 1
    assert len(session.scalars(select(Sending.id)).all()) == 2
