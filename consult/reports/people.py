"""Everybody on the site, what they belong to and what they coordinate: for administrators only."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from consult.models import Agency, Consultation, MemberRole, Membership, Organisation, Person

PAGE_SIZE = 50


@dataclass(frozen=True)
class Listed:
    """One person with organisations (and roles) and consultations."""

    person: Person
    organisations: tuple[tuple[Organisation, MemberRole], ...]
    consultations: tuple[Consultation, ...]


def load_people(session: Session, *, search: str = "", page: int = 1) -> tuple[tuple[Listed, ...], int]:
    """A page of people by name, and how many pages there are, in four queries."""
    ids = list(session.scalars(_matching(search)))
    shown = ids[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return list_people(session, shown), max(1, -(-len(ids) // PAGE_SIZE))


def list_people(session: Session, person_ids: list[int]) -> tuple[Listed, ...]:
    """These people in this order, in three queries."""
    people = {found.id: found for found in session.scalars(select(Person).where(Person.id.in_(person_ids)))}
    memberships: dict[int, list[tuple[Organisation, MemberRole]]] = defaultdict(list)
    for person_id, organisation, role in session.execute(
        select(Membership.person_id, Organisation, Membership.role)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.person_id.in_(person_ids), Membership.ended_at.is_(None))
        .order_by(Organisation.name)
    ):
        memberships[person_id].append((organisation, role))
    agencies: dict[int, list[Consultation]] = defaultdict(list)
    for person_id, consultation in session.execute(
        select(Agency.person_id, Consultation)
        .join(Consultation, Consultation.id == Agency.consultation_id)
        .where(Agency.person_id.in_(person_ids), Agency.ended_at.is_(None))
        .order_by(Consultation.id)
    ):
        agencies[person_id].append(consultation)
    return tuple(
        Listed(people[person_id], tuple(memberships[person_id]), tuple(agencies[person_id]))
        for person_id in person_ids
    )


def _matching(search: str) -> Select[int]:
    query = select(Person.id).order_by(Person.name, Person.email)
    if not search:
        return query
    return query.where(
        or_(Person.name.icontains(search, autoescape=True), Person.email.icontains(search, autoescape=True))
    )
