"""A version is frozen while it is open to be signed, from its opening second to its closing second."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed
from consult.models import Consultation, Person, StageKind
from consult.reports.stages import load_standing
from consult.services.documents import store_version
from consult.services.endorsement_rounds import (
    end_endorsing,
    find_endorsing,
    move_endorsing,
    open_endorsing,
)
from consult.services.rounds import open_round
from consult.services.submissions import file_version
from tests.factories import DAY, NOW, make_round, make_text, make_version
from tests.log import last_entry
from tests.signing import Signing, approve, make_signing, open_signing


@pytest.fixture
def signing(session: Session, noise: Consultation) -> Signing:
    """Version 1 is open to be signed."""
    return make_signing(session)


def test_the_round_freezes_the_version_by_its_hash(signing: Signing) -> None:
    assert signing.round.version_hash == signing.version.hash
    entry = last_entry(signing.session)
    assert (entry.action, entry.details["hash"]) == ("signing.opened", signing.version.hash)


def test_without_an_approval_nothing_is_opened(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    version = make_version(session, consultation, agent)
    with pytest.raises(NotAllowed, match="approved"):
        open_endorsing(
            session, consultation, version, opens_at=NOW, closes_at=NOW + DAY, actor=agent, now=NOW
        )


def test_a_comment_round_is_waited_for(session: Session, consultation: Consultation, agent: Person) -> None:
    version = make_version(session, consultation, agent)
    round_ = make_round(session, consultation, agent)
    with pytest.raises(NotAllowed, match="comment round"):
        open_signing(session, consultation, version, agent)
    assert open_signing(session, consultation, version, agent, now=round_.closes_at).id


def test_a_version_is_opened_once(signing: Signing) -> None:
    with pytest.raises(Conflict):
        open_signing(signing.session, signing.consultation, signing.version, signing.agent)


@pytest.mark.parametrize("closes_at", [NOW, NOW - DAY])
def test_it_closes_after_it_opens_and_later_than_now(
    session: Session, consultation: Consultation, agent: Person, closes_at: object
) -> None:
    version = make_version(session, consultation, agent)
    approve(session, consultation, version, agent)
    with pytest.raises(Invalid) as refusal:
        open_endorsing(
            session,
            consultation,
            version,
            opens_at=NOW - 3 * DAY,
            closes_at=NOW if closes_at == NOW else NOW - DAY,
            actor=agent,
            now=NOW,
        )
    assert refusal.value.field == "closes_at"


LATER = NOW + DAY
Attempt = Callable[[Signing], object]
FROZEN: dict[str, Attempt] = {
    "publishing": lambda signing: store_version(
        signing.session,
        signing.version.document,
        make_text("Uusi."),
        number=2,
        title="Lausunto",
        actor=signing.agent,
        now=LATER,
    ),
    "comments": lambda signing: open_round(
        signing.session,
        signing.consultation,
        opens_at=LATER,
        closes_at=LATER + DAY,
        actor=signing.agent,
        now=LATER,
    ),
    "filing": lambda signing: file_version(
        signing.session,
        signing.consultation,
        signing.version,
        channel="Lausuntopalvelu",
        filed_at=NOW,
        receipt="",
        actor=signing.agent,
        now=LATER,
    ),
}


@pytest.mark.parametrize("attempt", FROZEN.values(), ids=FROZEN)
def test_while_it_is_signed_the_text_is_frozen(signing: Signing, attempt: Attempt) -> None:
    with pytest.raises(NotAllowed, match="frozen"):
        attempt(signing)
    signing.sign(0)
    end_endorsing(signing.session, signing.round, actor=signing.agent, now=LATER)
    assert attempt(signing)


def test_the_stage_follows(signing: Signing) -> None:
    def stage(days: int) -> StageKind:
        return load_standing(signing.session, signing.consultation, NOW + days * DAY).current

    assert [stage(0), stage(6), stage(7)] == [StageKind.ENDORSING, StageKind.ENDORSING, StageKind.FILING]
    steps = load_standing(signing.session, signing.consultation, NOW).steps
    (step,) = [step for step in steps if step.kind is StageKind.ENDORSING]
    assert (step.starts_at, step.ends_at) == (signing.round.opens_at, signing.round.closes_at)


def test_one_that_nobody_has_answered_is_given_up_and_can_be_opened_again(signing: Signing) -> None:
    end_endorsing(signing.session, signing.round, actor=signing.agent, now=NOW + DAY)
    assert find_endorsing(signing.session, signing.version.id) is None
    assert last_entry(signing.session).action == "signing.cancelled"
    assert open_signing(signing.session, signing.consultation, signing.version, signing.agent).id


def test_ending_keeps_what_was_signed_and_can_be_undone(signing: Signing) -> None:
    signing.sign(0)
    end_endorsing(signing.session, signing.round, actor=signing.agent, now=NOW + DAY)
    assert not signing.round.is_open(NOW + DAY)
    with pytest.raises(NotAllowed):
        end_endorsing(signing.session, signing.round, actor=signing.agent, now=NOW + DAY)
    move_endorsing(
        signing.session, signing.round, closes_at=NOW + 3 * DAY, actor=signing.agent, now=NOW + DAY
    )
    assert signing.round.is_open(NOW + 2 * DAY)
    assert signing.standing(0) is not None


def test_the_closing_of_an_older_text_does_not_move(signing: Signing) -> None:
    signing.sign(0)
    later = signing.round.closes_at
    store_version(
        signing.session,
        signing.version.document,
        make_text("Uusi."),
        number=2,
        title="Lausunto",
        actor=signing.agent,
        now=later,
    )
    with pytest.raises(Conflict):
        move_endorsing(signing.session, signing.round, closes_at=later + DAY, actor=signing.agent, now=later)
