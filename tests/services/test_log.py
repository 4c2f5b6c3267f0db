"""The log says who did what when."""

from sqlalchemy.orm import Session

from consult.models import Consultation, Person
from consult.services.log import record
from tests.factories import NOW
from tests.log import last_entry


def test_a_row_says_who_did_what_where(session: Session, agent: Person, consultation: Consultation) -> None:
    record(
        session,
        "thing.done",
        actor=agent,
        now=NOW,
        consultation_id=consultation.id,
        subject="person",
        subject_id=agent.id,
        count=3,
    )
    session.flush()
    entry = last_entry(session)
    assert (entry.action, entry.actor_id, entry.at) == ("thing.done", agent.id, NOW)
    assert (entry.consultation_id, entry.subject, entry.subject_id) == (consultation.id, "person", agent.id)
    assert entry.details == {"count": 3}


def test_nobody_may_have_done_it(session: Session) -> None:
    record(session, "clock.struck", actor=None, now=NOW)
    session.flush()
    assert last_entry(session).actor_id is None
