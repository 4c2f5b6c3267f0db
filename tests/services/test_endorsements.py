"""An organisation answers by its lead, who has just signed in; rows are added and the newest counts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.errors import Conflict, DomainError, Invalid, NotAllowed
from consult.models import Consultation, Endorsement, EndorsementChoice, MemberRole, Organisation
from consult.reports.endorsements import count_signings, load_signatories, load_signings
from consult.services.documents import store_version
from consult.services.endorsements import FRESH, NotFresh, Seen, Stand, endorse
from consult.services.memberships import add_member
from tests.factories import DAY, NOW, make_person, make_text
from tests.log import last_entry
from tests.signing import DECLINED, DISSENT, SIGNED, WITHDRAWN, ZONE, Signing, make_signing, open_signing

SECOND = timedelta(seconds=1)


@pytest.fixture
def signing(session: Session, noise: Consultation) -> Signing:
    """Version 1 is open to be signed by two."""
    return make_signing(session)


def attempt(signing: Signing, stand: Stand = SIGNED, **given: Any) -> Endorsement:
    """The first lead signs, or otherwise as named."""
    voice, lead = signing.voices[0]
    known: dict[str, Any] = {
        "voice": voice,
        "seen": Seen(signing.round.version_hash),
        "actor": lead,
        "signed_in_at": NOW,
        "now": NOW,
    }
    given = {**known, **given}
    voice = given.pop("voice")
    return endorse(signing.session, signing.round, voice, stand, zone=ZONE, **given)


def test_a_signature_keeps_who_what_and_when(signing: Signing) -> None:
    made = attempt(signing)
    voice, lead = signing.voices[0]
    assert (made.round_id, made.number, made.version_hash) == (signing.round.id, 1, signing.version.hash)
    assert (made.organisation_name, made.signatory, made.title) == (
        voice.name,
        SIGNED.signatory,
        SIGNED.title,
    )
    assert (made.body, made.handled_on, made.made_by_id) == ("hallitus", SIGNED.handled_on, lead.id)
    entry = last_entry(signing.session)
    assert (entry.action, entry.voice_id, entry.subject_id) == ("endorsement.signed", voice.id, made.id)
    assert SIGNED.signatory not in str(entry.details)


@pytest.mark.parametrize(
    ("moment", "is_taken"),
    [
        (-SECOND, False),
        (timedelta(), True),
        (7 * DAY - SECOND, True),
        (7 * DAY, False),
        (7 * DAY + SECOND, False),
    ],
)
def test_to_the_second(signing: Signing, moment: timedelta, is_taken: bool) -> None:
    at = NOW + moment
    if is_taken:
        assert attempt(signing, now=at, signed_in_at=at).id
        return
    with pytest.raises(NotAllowed, match="signing has"):
        attempt(signing, now=at, signed_in_at=at)


@pytest.mark.parametrize(
    ("age", "is_fresh"), [(timedelta(), True), (FRESH - SECOND, True), (FRESH, False), (None, False)]
)
def test_the_sign_in_is_fresh(signing: Signing, age: timedelta | None, is_fresh: bool) -> None:
    signed_in_at = None if age is None else NOW - age
    if is_fresh:
        assert attempt(signing, signed_in_at=signed_in_at).id
        return
    with pytest.raises(NotFresh):
        attempt(signing, signed_in_at=signed_in_at)


def test_only_a_lead_of_this_organisation_signs(signing: Signing) -> None:
    session, (voice, _), (_, other_lead) = signing.session, *signing.voices
    member = make_person(session)
    add_member(
        session, session.get_one(Organisation, voice.organisation_id), member, role=MemberRole.MEMBER, now=NOW
    )
    for actor in (member, other_lead, signing.agent):
        with pytest.raises(NotAllowed, match="lead"):
            attempt(signing, actor=actor)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"signatory": ""}, "signatory"),
        ({"title": ""}, "title"),
        ({"body": ""}, "body"),
        ({"handled_on": None}, "handled_on"),
        ({"handled_on": date(2027, 1, 21)}, "handled_on"),
        ({"signatory": "x" * 256}, "signatory"),
        ({"dissent": "Eri mieltä."}, "dissent"),
        ({"choice": EndorsementChoice.DISSENT}, "dissent"),
        ({"choice": EndorsementChoice.DISSENT, "dissent": "x" * 20_001}, "dissent"),
    ],
)
def test_what_is_missing_or_too_much_is_named(signing: Signing, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        attempt(signing, replace(SIGNED, **change))
    assert refusal.value.field == field


def test_another_text_than_was_read_is_not_signed(signing: Signing) -> None:
    with pytest.raises(Conflict, match="text has changed"):
        attempt(signing, seen=Seen("0" * 64))


def test_the_same_twice_is_one_row(signing: Signing) -> None:
    assert attempt(signing) == attempt(signing)
    assert signing.session.scalar(select(func.count(Endorsement.id))) == 1


def test_an_answer_to_another_answer_than_was_seen_is_overtaken(signing: Signing) -> None:
    attempt(signing)
    with pytest.raises(Conflict, match="answered meanwhile"):
        attempt(signing, DISSENT)


def test_an_answer_is_changed_and_withdrawn_by_rows(signing: Signing) -> None:
    session = signing.session
    for stand in (SIGNED, DECLINED, DISSENT, WITHDRAWN):
        signing.sign(0, stand)
    choices = session.scalars(select(Endorsement.choice).order_by(Endorsement.number)).all()
    assert [choice.value for choice in choices] == ["signed", "declined", "dissent", "withdrawn"]
    rows = load_signings(session, signing.consultation.id, signing.round.id)
    assert count_signings(rows).waiting == 2
    signing.sign(0)
    assert [row.number for row in load_signatories(session, signing.version.id)] == [5]


def test_who_stands_behind_the_text(signing: Signing) -> None:
    signing.sign(0, DISSENT)
    signing.sign(1, DECLINED)
    rows = load_signings(signing.session, signing.consultation.id, signing.round.id)
    count = count_signings(rows)
    assert (count.asked, count.signatories, count.dissenting, count.declined, count.waiting) == (
        2,
        1,
        1,
        1,
        0,
    )
    (signatory,) = load_signatories(signing.session, signing.version.id)
    assert signatory.dissent == DISSENT.dissent


def test_a_new_version_carries_nobody(signing: Signing) -> None:
    signing.sign(0)
    later = signing.round.closes_at
    version = store_version(
        signing.session,
        signing.version.document,
        make_text("Uusi."),
        number=2,
        title="Lausunto",
        actor=signing.agent,
        now=later,
    )
    round_ = open_signing(signing.session, signing.consultation, version, signing.agent, now=later)
    assert load_signatories(signing.session, version.id) == ()
    assert count_signings(load_signings(signing.session, signing.consultation.id, round_.id)).waiting == 2
    with pytest.raises(DomainError, match="newer version|has closed"):
        signing.sign(1, now=later)


def copy_of(made: Endorsement, **changes: object) -> Endorsement:
    """Another row like this one."""
    names = [column.name for column in Endorsement.__table__.columns if column.name != "id"]
    return Endorsement(**{**{name: getattr(made, name) for name in names}, **changes})


def test_the_database_takes_one_answer_at_a_time_of_an_organisation(signing: Signing) -> None:
    signing.session.add(copy_of(attempt(signing)))
    with pytest.raises(IntegrityError):
        signing.session.flush()


@pytest.mark.parametrize("changes", [{"dissent": "x"}, {"choice": EndorsementChoice.DISSENT}, {"number": 0}])
def test_the_database_refuses_what_cannot_be(signing: Signing, changes: dict[str, object]) -> None:
    signing.session.add(copy_of(attempt(signing), **{"number": 2, **changes}))
    with pytest.raises(IntegrityError):
        signing.session.flush()
