"""Who approved a version for signing is recorded with its hash."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from consult.errors import Conflict, DomainError, Invalid, NotFound
from consult.models import Consultation, Person
from consult.services.approvals import approve_version, find_approval
from consult.services.documents import store_version
from tests.factories import NOW, make_consultation, make_person, make_text, make_version
from tests.log import last_entry
from tests.signing import ZONE, approve


def test_the_approval_is_bound_to_the_version_and_its_hash(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    version = make_version(session, consultation, agent)
    approval = approve(session, consultation, version, agent)
    assert (approval.version_id, approval.version_hash) == (version.id, version.hash)
    assert find_approval(session, version.id) == approval
    entry = last_entry(session)
    assert (entry.action, entry.details["hash"]) == ("version.approved", version.hash)


def test_recording_again_corrects(session: Session, consultation: Consultation, agent: Person) -> None:
    version = make_version(session, consultation, agent)
    first = approve(session, consultation, version, agent)
    second = approve(session, consultation, version, agent)
    assert find_approval(session, version.id) == second != first


@pytest.mark.parametrize(
    ("body", "approved_on", "field"),
    [("", date(2027, 1, 19), "body"), ("Hallitus", date(2027, 1, 21), "approved_on")],
)
def test_what_cannot_be_is_refused(session: Session, body: str, approved_on: date, field: str) -> None:
    agent = make_person(session)
    consultation = make_consultation(session, agent)
    version = make_version(session, consultation, agent)
    with pytest.raises(Invalid) as refusal:
        approve_version(
            session,
            consultation,
            version,
            body=body,
            approved_on=approved_on,
            note="",
            zone=ZONE,
            actor=agent,
            now=NOW,
        )
    assert refusal.value.field == field


def test_only_the_newest_version_of_this_draft_is_approved(
    session: Session, consultation: Consultation, agent: Person, noise: Consultation
) -> None:
    version = make_version(session, consultation, agent)
    newer = store_version(
        session, version.document, make_text("Uusi."), number=2, title="Lausunto", actor=agent, now=NOW
    )
    refusals: tuple[tuple[Consultation, type[DomainError]], ...] = (
        (consultation, Conflict),
        (noise, NotFound),
    )
    for where, refusal in refusals:
        with pytest.raises(refusal):
            approve(session, where, version, agent)
    assert approve(session, consultation, newer, agent).id
