"""Filing happens once, after the rounds, and locks the text."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from consult.models import Consultation, DocumentRole, Person, Submission, Version
from consult.services.documents import add_document, publish_first_version, store_version
from consult.services.rounds import open_round
from consult.services.submissions import file_version, find_submission
from tests.factories import DAY, NOW, make_round, make_text, make_version
from tests.log import last_entry


@pytest.fixture
def version(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Version:
    """Version 1 of the draft."""
    return make_version(session, consultation, agent)


def file(
    session: Session, consultation: Consultation, version: Version, agent: Person, **given: Any
) -> Submission:
    """File the version a minute after it was published, or otherwise as named."""
    known: dict[str, Any] = {
        "channel": "Lausuntopalvelu",
        "filed_at": NOW,
        "receipt": "Vastaus 123",
        "now": NOW + DAY,
    }
    return file_version(session, consultation, version, actor=agent, **{**known, **given})


def test_filing_keeps_version_channel_time_and_receipt(
    session: Session, consultation: Consultation, agent: Person, version: Version, noise: Consultation
) -> None:
    filed = file(session, consultation, version, agent)
    assert find_submission(session, consultation.id) == filed
    assert find_submission(session, noise.id) is None
    assert (filed.version_id, filed.channel, filed.receipt) == (version.id, "Lausuntopalvelu", "Vastaus 123")
    assert (filed.filed_at, filed.recorded_by_id) == (NOW, agent.id)
    entry = last_entry(session)
    assert (entry.action, entry.subject_id, entry.details["number"]) == ("statement.filed", version.id, 1)


def test_a_statement_is_filed_once(
    session: Session, consultation: Consultation, agent: Person, version: Version
) -> None:
    file(session, consultation, version, agent)
    with pytest.raises(Conflict):
        file(session, consultation, version, agent, channel="Sähköposti")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"channel": ""}, "channel"),
        ({"channel": "x" * 101}, "channel"),
        ({"receipt": "x" * 20_001}, "receipt"),
        ({"filed_at": NOW + 2 * DAY}, "filed_at"),
        ({"filed_at": NOW - DAY}, "filed_at"),
    ],
)
def test_what_cannot_be_is_refused(
    session: Session, version: Version, agent: Person, given: dict[str, Any], field: str
) -> None:
    consultation = session.get_one(Consultation, version.document.consultation_id)
    with pytest.raises(Invalid) as refusal:
        file(session, consultation, version, agent, **given)
    assert refusal.value.field == field
    assert find_submission(session, consultation.id) is None


def test_a_version_of_something_else_cannot_be_filed(
    session: Session, consultation: Consultation, agent: Person, version: Version, noise: Consultation
) -> None:
    background = add_document(
        session, consultation, role=DocumentRole.BACKGROUND, title="Suunnitelma", actor=agent, now=NOW
    )
    other = publish_first_version(session, background, make_text(), title="x", actor=agent, now=NOW)
    for where, what in ((consultation, other), (noise, version)):
        with pytest.raises(NotFound):
            file(session, where, what, agent)


def test_an_open_round_is_waited_for(
    session: Session, consultation: Consultation, agent: Person, version: Version
) -> None:
    round_ = make_round(session, consultation, agent)
    with pytest.raises(NotAllowed, match="round"):
        file(session, consultation, version, agent)
    assert file(session, consultation, version, agent, now=round_.closes_at).id


def test_after_filing_the_text_is_locked(
    session: Session, consultation: Consultation, agent: Person, version: Version
) -> None:
    file(session, consultation, version, agent)
    attempts = (
        lambda: store_version(
            session, version.document, make_text("Uusi."), number=2, title="x", actor=agent, now=NOW
        ),
        lambda: open_round(session, consultation, opens_at=NOW, closes_at=NOW + DAY, actor=agent, now=NOW),
    )
    for attempt in attempts:
        with pytest.raises(DomainError, match="has been filed"):
            attempt()


def test_background_documents_can_still_be_added(
    session: Session, consultation: Consultation, agent: Person, version: Version
) -> None:
    file(session, consultation, version, agent)
    background = add_document(
        session, consultation, role=DocumentRole.BACKGROUND, title="Päätös", actor=agent, now=NOW
    )
    assert publish_first_version(session, background, make_text(), title="Päätös", actor=agent, now=NOW).id
