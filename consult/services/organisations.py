"""Organisations and who belongs to them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import MemberRole, Membership, Organisation, Person
from consult.services.log import record


def add_organisation(
    session: Session,
    name: str,
    *,
    now: datetime,
    actor: Person | None = None,
    sector: str = "",
    municipality: str = "",
    language: str = "fi",
) -> Organisation:
    """An organisation's official name is unique."""
    if not name:
        raise Invalid("Write the organisation's official name.", field="name")
    if session.scalar(select(Organisation.id).where(Organisation.name == name)):
        raise Invalid("There is already an organisation with this name.", field="name")
    organisation = Organisation(
        name=name, sector=sector, municipality=municipality, language=language, created_at=now
    )
    session.add(organisation)
    session.flush()
    record(session, "organisation.added", actor=actor, now=now, subject="organisation", subject_id=organisation.id)
    return organisation


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
    current = session.scalar(
        select(Membership).where(
            Membership.organisation_id == organisation.id,
            Membership.person_id == person.id,
            Membership.ended_at.is_(None),
        )
    )
    if current is not None:
        if current.role is role:
            return current
        current.ended_at = now
        session.flush()
    membership = Membership(
        person_id=person.id, organisation_id=organisation.id, role=role, started_at=now
    )
    session.add(membership)
    session.flush()
    record(
        session,
        "membership.started",
        actor=actor,
        now=now,
        subject="membership",
        subject_id=membership.id,
        role=role.value,
    )
    return membership
