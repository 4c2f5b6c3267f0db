"""Memberships: who belongs to an organisation, in which role, from when until when."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import MemberRole, Membership, Organisation, Person
from consult.services.log import record


def add_member(
    session: Session,
    organisation: Organisation,
    person: Person,
    *,
    role: MemberRole,
    now: datetime,
    actor: Person | None = None,
) -> Membership:
    """A person belongs to an organisation in one role at a time; a new role ends the old one."""
    current = _current(session, organisation, person)
    if current is not None:
        if current.role is role:
            return current
        current.ended_at = now
        session.flush()
    membership = Membership(person_id=person.id, organisation_id=organisation.id, role=role, started_at=now)
    session.add(membership)
    session.flush()
    _log(session, "membership.started", membership, actor=actor, now=now)
    return membership


def end_membership(
    session: Session, organisation: Organisation, person: Person, *, actor: Person, now: datetime
) -> None:
    """From now on the person no longer speaks for the organisation; what was said stays."""
    current = _current(session, organisation, person)
    if current is None:
        return
    current.ended_at = now
    session.flush()
    _log(session, "membership.ended", current, actor=actor, now=now)


def has_lead(session: Session, organisation: Organisation, *, besides: Person | None = None) -> bool:
    """Whether somebody who may sign in leads the organisation, besides this person."""
    leads = (
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organisation_id == organisation.id,
            Membership.role == MemberRole.LEAD,
            Membership.ended_at.is_(None),
            Person.disabled_at.is_(None),
        )
    )
    if besides is not None:
        leads = leads.where(Person.id != besides.id)
    return session.scalar(leads.limit(1)) is not None


def _current(session: Session, organisation: Organisation, person: Person) -> Membership | None:
    return session.scalar(
        select(Membership).where(
            Membership.organisation_id == organisation.id,
            Membership.person_id == person.id,
            Membership.ended_at.is_(None),
        )
    )


def _log(
    session: Session, action: str, membership: Membership, *, actor: Person | None, now: datetime
) -> None:
    record(
        session,
        action,
        actor=actor,
        now=now,
        subject="membership",
        subject_id=membership.id,
        role=membership.role.value,
    )
