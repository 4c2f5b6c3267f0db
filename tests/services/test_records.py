"""The lead keeps the record true; every change leaves a row; the leads are asked once a year."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotFound
from consult.models import MemberRole, Organisation, OutboxMail, Person, RecordChange, Voice
from consult.services.memberships import add_member
from consult.services.organisations import add_organisation, details_of
from consult.services.records import YEAR, ask_yearly, confirm_record
from tests.factories import NOW, make_consultation, make_participant, make_person

NEXT_YEAR = NOW + YEAR


def of(session: Session, lead: Person) -> Organisation:
    """The organisation that the person leads."""
    return session.scalars(
        select(Organisation).where(Organisation.id.in_(select(Voice.organisation_id)))
    ).one()


@pytest.fixture
def lead(session: Session, agent: Person) -> Person:
    """The lead of an organisation that takes part."""
    return make_participant(session, make_consultation(session, agent), agent, "Kylä ry")[1]


def test_what_the_lead_corrects_is_kept_with_what_stood(session: Session, lead: Person) -> None:
    organisation = of(session, lead)
    details = replace(details_of(organisation), name="Kylän väki ry", municipality="Joutsa")
    changed = confirm_record(session, organisation, details, actor=lead, now=NOW)
    assert set(changed) == {"name", "municipality"}
    assert (organisation.confirmed_at, organisation.confirmed_by_id) == (NOW, lead.id)
    rows = session.scalars(select(RecordChange).order_by(RecordChange.field)).all()
    assert [(row.field, row.old, row.new, row.changed_by_id) for row in rows] == [
        ("municipality", "", "Joutsa", lead.id),
        ("name", "Kylä ry", "Kylän väki ry", lead.id),
    ]
    assert session.scalars(select(Voice.name).where(Voice.organisation_id == organisation.id)).all() == [
        "Kylän väki ry"
    ]


def test_a_name_of_another_is_refused_in_any_spelling(session: Session, lead: Person) -> None:
    add_organisation(session, "Toinen\u2011kylä ry", now=NOW)
    organisation = of(session, lead)
    details = replace(details_of(organisation), name="TOINEN-KYLÄ r.y.")
    with pytest.raises(Invalid):
        confirm_record(session, organisation, details, actor=lead, now=NOW)
    assert organisation.confirmed_at is None


def test_only_a_lead_confirms(session: Session, lead: Person) -> None:
    organisation = of(session, lead)
    member = make_person(session)
    add_member(session, organisation, member, role=MemberRole.MEMBER, now=NOW)
    with pytest.raises(NotFound):
        confirm_record(session, organisation, details_of(organisation), actor=member, now=NOW)


def test_the_leads_are_asked_once_a_year(session: Session, lead: Person) -> None:
    organisation = of(session, lead)
    add_organisation(session, "Ilman pääkäyttäjää ry", email="x@example.org", now=NOW)
    assert ask_yearly(session, now=NEXT_YEAR - timedelta(seconds=1)) == 0
    assert ask_yearly(session, now=NEXT_YEAR) == 1
    assert ask_yearly(session, now=NEXT_YEAR + timedelta(days=364)) == 0
    assert ask_yearly(session, now=NEXT_YEAR + YEAR) == 1
    assert session.scalars(select(OutboxMail.address)).all() == [lead.email] * 2
    confirm_record(session, organisation, details_of(organisation), actor=lead, now=NEXT_YEAR + YEAR)
    assert ask_yearly(session, now=NEXT_YEAR + 2 * YEAR - timedelta(seconds=1)) == 0
    assert ask_yearly(session, now=NEXT_YEAR + 2 * YEAR) == 1
