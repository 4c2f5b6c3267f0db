"""The log tells the agent what has happened, and nothing of what has not been sent."""

from sqlalchemy.orm import Session

from consult.models import CommentKind, Consultation, Person
from consult.reports.events import count_events, load_events
from consult.services.answers import send_answer
from consult.services.comments import make_comment
from tests.factories import NOW, make_participant, make_round, make_version
from tests.statement import Statement


def test_events_carry_names_numbers_and_details(
    session: Session, consultation: Consultation, agent: Person, noise: Statement
) -> None:
    make_version(session, consultation, agent)
    published, added, appointed, created = load_events(session, consultation.id, limit=10)
    assert (published.action, published.actor, published.details["number"]) == (
        "version.published",
        "Muutosagentti",
        1,
    )
    assert (added.action, added.subject) == ("document.added", "Lausunto")
    assert (appointed.action, appointed.subject) == ("agent.appointed", "Muutosagentti")
    assert created.action == "consultation.created"
    assert count_events(session, consultation.id) == 4


def test_what_has_not_been_sent_is_not_told(
    session: Session, consultation: Consultation, agent: Person, noise: Statement
) -> None:
    version = make_version(session, consultation, agent)
    make_round(session, consultation, agent)
    voice, lead = make_participant(session, consultation, agent, "Kylän tuki ry")
    make_comment(
        session, version, "b1", voice=voice, kind=CommentKind.OTHER, words="Hyvä.", actor=lead, now=NOW
    )
    before = count_events(session, consultation.id)
    assert "comment.made" not in {event.action for event in load_events(session, consultation.id, limit=50)}
    send_answer(session, voice, stance=None, actor=lead, now=NOW)
    events = load_events(session, consultation.id, limit=2)
    assert [(event.action, event.voice, event.number) for event in events] == [
        ("answer.sent", "Kylän tuki ry", None),
        ("comment.made", "Kylän tuki ry", 1),
    ]
    assert count_events(session, consultation.id) == before + 2


def test_a_stretch_of_the_log(session: Session, consultation: Consultation, agent: Person) -> None:
    make_version(session, consultation, agent)
    every = load_events(session, consultation.id, limit=10)
    assert load_events(session, consultation.id, limit=2, offset=1) == every[1:3]
