"""Late signatories go to the addendum; who signed in time, and what was signed, stay as they are."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import Consultation, LateSignature
from consult.reports.endorsements import load_signatories
from consult.services.late_signatures import Late, add_late, late_signatures, remove_late
from tests.factories import make_organisation
from tests.signing import DECLINED, ZONE, Signing, make_signing

LATE = Late("Lauri Myöhä", "sihteeri", date(2027, 1, 26))


@pytest.fixture
def signing(session: Session, noise: Consultation) -> Signing:
    """One signed, one declined."""
    made = make_signing(session)
    made.sign(0)
    made.sign(1, DECLINED)
    return made


def add(signing: Signing, number: int, late: Late = LATE, *, days: int = 0) -> LateSignature:
    """The agent adds one of the organisations when the signing has closed."""
    now = signing.round.closes_at if days == 0 else signing.round.opens_at
    organisation_id = signing.voices[number][0].organisation_id or 0
    return add_late(
        signing.session, signing.round, organisation_id, late, zone=ZONE, actor=signing.agent, now=now
    )


def test_one_who_came_afterwards_joins_the_addendum_only(signing: Signing) -> None:
    before = load_signatories(signing.session, signing.version.id)
    added = add(signing, 1)
    assert list(late_signatures(signing.session, signing.version.id)) == [added]
    assert load_signatories(signing.session, signing.version.id) == before


def test_while_the_signing_is_open_nobody_is_late(signing: Signing) -> None:
    with pytest.raises(NotAllowed):
        add(signing, 1, days=-1)


@pytest.mark.parametrize(
    ("late", "field"),
    [
        (Late("", "sihteeri", LATE.signed_on), "signatory"),
        (Late("Lauri", "", LATE.signed_on), "title"),
        (Late("Lauri", "sihteeri", date(2027, 1, 28)), "signed_on"),
    ],
)
def test_what_is_missing_is_named(signing: Signing, late: Late, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add(signing, 1, late)
    assert refusal.value.field == field


def test_nobody_signs_twice_and_only_who_takes_part(signing: Signing) -> None:
    add(signing, 1)
    stranger = make_organisation(signing.session)
    for number in (0, 1):
        with pytest.raises(Invalid):
            add(signing, number)
    with pytest.raises(Invalid):
        add_late(
            signing.session,
            signing.round,
            stranger.id,
            LATE,
            zone=ZONE,
            actor=signing.agent,
            now=signing.round.closes_at,
        )


def test_one_is_taken_out_once_and_can_be_added_anew(signing: Signing) -> None:
    added, now = add(signing, 1), signing.round.closes_at
    remove_late(signing.session, signing.round, added.id, actor=signing.agent, now=now)
    assert list(late_signatures(signing.session, signing.version.id)) == []
    with pytest.raises(Conflict):
        remove_late(signing.session, signing.round, added.id, actor=signing.agent, now=now)
    with pytest.raises(NotFound):
        remove_late(signing.session, signing.round, 999, actor=signing.agent, now=now)
    assert add(signing, 1).id != added.id
