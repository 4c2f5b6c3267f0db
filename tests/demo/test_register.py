"""People stand for tasks, with addresses that reach nobody."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models import Agency, MemberRole, Membership, Organisation, Person


def test_addresses_reach_nobody(demo: Session) -> None:
    addresses = demo.scalars(select(Person.email)).all()
    assert addresses
    assert all(address.endswith(".example.invalid") for address in addresses)


def test_every_role_has_somebody(demo: Session) -> None:
    assert len(demo.scalars(select(Person).where(Person.is_administrator)).all()) == 1
    assert len(set(demo.scalars(select(Agency.person_id)))) == 2
    assert set(demo.scalars(select(Membership.role))) == set(MemberRole)


def test_every_organisation_has_a_lead(demo: Session) -> None:
    led = select(Membership.organisation_id).where(Membership.role == MemberRole.LEAD)
    assert demo.scalars(select(Organisation.name).where(Organisation.id.not_in(led))).all() == []


def test_one_person_belongs_to_two_organisations(demo: Session) -> None:
    twice = (
        select(Person.email)
        .join(Membership, Membership.person_id == Person.id)
        .group_by(Person.id)
        .having(func.count() == 2)
    )
    assert demo.scalars(twice).all() == ["sihteeri@kylayhdistys.example.invalid"]
