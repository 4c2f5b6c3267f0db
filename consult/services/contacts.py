"""To whom an organisation's mail goes: its leads, or else its own address, or else its members."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import MemberRole, Membership, Organisation, Person


@dataclass(frozen=True)
class Contact:
    """One address of an organisation, and the language that is read there."""

    address: str
    language: str
    person_id: int | None = None


def contacts_of(session: Session, organisations: Iterable[Organisation]) -> Mapping[int, Sequence[Contact]]:
    """The contacts of each organisation, in one query; none where nobody can be reached."""
    every = list(organisations)
    people: dict[int, dict[MemberRole, list[Contact]]] = defaultdict(lambda: defaultdict(list))
    rows = session.execute(
        select(Membership.organisation_id, Membership.role, Person.email, Person.language, Person.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organisation_id.in_({organisation.id for organisation in every}),
            Membership.ended_at.is_(None),
            Person.disabled_at.is_(None),
        )
        .order_by(Membership.id)
    )
    for organisation_id, role, email, language, person_id in rows:
        people[organisation_id][role].append(Contact(email, language, person_id))
    return {organisation.id: _contacts(organisation, people[organisation.id]) for organisation in every}


def _contacts(
    organisation: Organisation, people: Mapping[MemberRole, Sequence[Contact]]
) -> Sequence[Contact]:
    own = [Contact(organisation.email, organisation.language)] if organisation.email else []
    return people.get(MemberRole.LEAD) or own or people.get(MemberRole.MEMBER) or ()
