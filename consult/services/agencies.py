"""Change agents: who coordinates a consultation, from a moment until a moment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.errors import Invalid
from consult.models import Agency, Consultation, Person
from consult.services.log import record
from consult.services.voices import is_agent


def agencies_of(session: Session, consultation_id: int) -> Sequence[Agency]:
    """The agents of a consultation now, in order of appointment, with their persons."""
    return session.scalars(
        select(Agency)
        .options(joinedload(Agency.person))
        .where(Agency.consultation_id == consultation_id, Agency.ended_at.is_(None))
        .order_by(Agency.id)
    ).all()


def appoint_agent(
    session: Session, consultation: Consultation, person: Person, *, actor: Person, now: datetime
) -> None:
    """A person becomes a change agent of one consultation."""
    if is_agent(session, consultation.id, person.id):
        return
    session.add(Agency(consultation_id=consultation.id, person_id=person.id, started_at=now))
    _log(session, "agent.appointed", consultation, person, actor=actor, now=now)


def dismiss_agent(
    session: Session, consultation: Consultation, person: Person, *, actor: Person, now: datetime
) -> None:
    """An agent's work ends; somebody always remains."""
    agencies = agencies_of(session, consultation.id)
    own = [agency for agency in agencies if agency.person_id == person.id]
    if not own:
        return
    if len(own) == len(agencies):
        raise Invalid("A consultation needs an agent. Appoint another one first.", field="person")
    for agency in own:
        agency.ended_at = now
    _log(session, "agent.dismissed", consultation, person, actor=actor, now=now)


def _log(
    session: Session, action: str, consultation: Consultation, person: Person, *, actor: Person, now: datetime
) -> None:
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="person",
        subject_id=person.id,
    )
    session.flush()
