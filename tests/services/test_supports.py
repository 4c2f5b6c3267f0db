"""Support binds to a wording; one voice supports it once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed, NotFound
from consult.models import Consultation, Proposal, Support, Visibility
from consult.services.contributions import withdraw
from consult.services.proposals import revise_proposal
from consult.services.supports import standing_support, support_proposal, withdraw_support
from consult.services.voices import office_voice
from consult.services.wishes import Remove
from tests.factories import NOW, make_participant
from tests.services.scene import Scene


@pytest.fixture
def proposal(session: Session, scene: Scene) -> Proposal:
    """A sent proposal of the first organisation."""
    made = scene.propose(session)
    made.sent_at = NOW
    session.flush()
    return made


def support(session: Session, scene: Scene, proposal: Proposal) -> Support:
    """The second organisation supports it."""
    return support_proposal(session, proposal, voice=scene.other_voice, actor=scene.other_lead, now=NOW)


def test_a_voice_supports_once_and_takes_it_back(session: Session, scene: Scene, proposal: Proposal) -> None:
    first = support(session, scene, proposal)
    assert support(session, scene, proposal).id == first.id
    withdraw_support(session, proposal, voice=scene.other_voice, actor=scene.other_lead, now=NOW)
    assert standing_support(session, proposal, scene.other_voice) is None
    withdraw_support(session, proposal, voice=scene.other_voice, actor=scene.other_lead, now=NOW)
    assert support(session, scene, proposal).id != first.id
    assert session.scalar(select(func.count(Support.id))) == 2


def test_another_wording_asks_for_the_support_again(
    session: Session, scene: Scene, proposal: Proposal
) -> None:
    support(session, scene, proposal)
    revise_proposal(
        session, proposal, scene.version, Remove(("b3",)), rationale="Syy", actor=scene.lead, now=NOW
    )
    assert standing_support(session, proposal, scene.other_voice) is None


def test_the_proposer_and_the_office_do_not_support(
    session: Session, scene: Scene, proposal: Proposal
) -> None:
    office = office_voice(session, scene.consultation.id)
    for voice, actor in ((scene.voice, scene.lead), (office, scene.agent)):
        with pytest.raises(Invalid, match="your own proposal"):
            support_proposal(session, proposal, voice=voice, actor=actor, now=NOW)


def test_what_is_not_seen_is_not_supported(session: Session, scene: Scene, proposal: Proposal) -> None:
    scene.consultation.visibility = Visibility.AGENT
    session.flush()
    with pytest.raises(NotFound):
        support(session, scene, proposal)


def test_what_is_unsent_or_withdrawn_is_not_supported(
    session: Session, scene: Scene, proposal: Proposal
) -> None:
    unsent = scene.propose(session, Remove(("b3",)))
    with pytest.raises(NotFound):
        support(session, scene, unsent)
    withdraw(session, proposal, actor=scene.lead, now=NOW)
    with pytest.raises(NotFound):
        support(session, scene, proposal)


def test_a_voice_of_another_consultation_cannot_support(
    session: Session, scene: Scene, proposal: Proposal, noise: Consultation
) -> None:
    voice, lead = make_participant(session, noise, scene.agent)
    with pytest.raises(NotFound):
        support_proposal(session, proposal, voice=voice, actor=lead, now=NOW)


def test_support_ends_with_the_round(session: Session, scene: Scene, proposal: Proposal) -> None:
    support(session, scene, proposal)
    closed = scene.round.closes_at
    with pytest.raises(NotAllowed):
        withdraw_support(session, proposal, voice=scene.other_voice, actor=scene.other_lead, now=closed)
    with pytest.raises(NotAllowed):
        support_proposal(
            session,
            proposal,
            voice=scene.other_voice,
            actor=scene.other_lead,
            now=closed + timedelta(days=1),
        )
    assert standing_support(session, proposal, scene.other_voice) is not None
