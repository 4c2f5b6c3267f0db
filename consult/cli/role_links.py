"""One sign-in link per role of the demonstration."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.config import Config
from consult.models import Agency, MemberRole, Membership, Participation, Person
from consult.services.sign_in import make_demonstration_link


def make_role_links(session: Session, config: Config, *, now: datetime) -> list[tuple[str, str]]:
    """Role, name and link of the first person in each role, each time with a fresh link valid for a day."""
    links = []
    taken: set[int] = set()
    for role, statement in _roles():
        person = session.scalars(statement.where(Person.id.not_in(taken)).limit(1)).one_or_none()
        if person is not None:
            taken.add(person.id)
            secret = make_demonstration_link(session, person, now=now)
            links.append((f"{role}: {person.name}", f"{config.base_url}/sign-in/link/{secret}"))
    return links


def _roles() -> list[tuple[str, Select[Person]]]:
    anybody = select(Person).where(Person.disabled_at.is_(None))
    agents = anybody.join(Agency, Agency.person_id == Person.id).where(Agency.ended_at.is_(None))
    members = (
        anybody.join(Membership, Membership.person_id == Person.id)
        .join(Participation, Participation.organisation_id == Membership.organisation_id)
        .where(Membership.ended_at.is_(None))
        .order_by(Membership.id)
    )
    return [
        ("Administrator", anybody.where(Person.is_administrator).order_by(Person.id)),
        ("Change agent", agents.order_by(Agency.id)),
        ("Organisation lead", members.where(Membership.role == MemberRole.LEAD)),
        ("Participant", members.where(Membership.role == MemberRole.MEMBER)),
    ]
