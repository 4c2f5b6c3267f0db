"""Adopting a withdrawn text: by those who may see it, as a proposal of their own that names its origin."""

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed, NotFound
from consult.models import Consultation, Person, Proposal, Visibility, Voice
from consult.reports.adoptions import Origin, load_origin
from consult.reports.contributions import State, load_entries
from consult.reports.visibility import Viewer
from consult.services.adoptions import adopt_proposal
from consult.services.answers import send_answer
from consult.services.contributions import withdraw
from consult.services.proposals import load_proposal
from consult.services.supports import support_proposal
from consult.services.wishes import Reword
from tests.factories import NOW, make_participant
from tests.services.scene import GRANTS, Scene

WISH = Reword(("b2",), GRANTS.replace("vuosittain", "kolmeksi vuodeksi"))


def adopt(
    session: Session, scene: Scene, proposal: Proposal, by: tuple[Voice, Person] | None = None
) -> Proposal:
    """By default the other organisation adopts it."""
    voice, actor = by or (scene.other_voice, scene.other_lead)
    return adopt_proposal(
        session, proposal, scene.version, WISH, voice=voice, rationale="Tarpeen.", actor=actor, now=NOW
    )


def sent(session: Session, scene: Scene, *, supported: bool = True, withdrawn: bool = True) -> Proposal:
    """A proposal that the other organisation supported before its makers withdrew it."""
    proposal = scene.propose(session)
    send_answer(session, scene.voice, stance=None, actor=scene.lead, now=NOW)
    loaded = load_proposal(session, scene.consultation.id, proposal.number)
    if supported:
        support_proposal(session, loaded, voice=scene.other_voice, actor=scene.other_lead, now=NOW)
    if withdrawn:
        withdraw(session, loaded, actor=scene.lead, now=NOW)
    return loaded


def test_a_supporter_adopts_the_text_and_it_names_its_origin(session: Session, scene: Scene) -> None:
    withdrawn = sent(session, scene)
    adopted = adopt(session, scene, withdrawn)
    assert (adopted.adopted_from_id, adopted.sent_at) == (withdrawn.id, None)
    here = scene.consultation
    supporter = Viewer(here.id, here.visibility, frozenset({scene.other_voice.id}))
    origin = load_origin(session, supporter, NOW, adopted.id)
    assert origin == Origin(withdrawn.number, scene.voice.name)
    assert load_origin(session, Viewer(here.id, here.visibility), NOW, adopted.id) == Origin(
        withdrawn.number, None
    )
    assert load_origin(session, supporter, NOW, withdrawn.id) is None


def test_those_who_supported_it_still_see_it(session: Session, scene: Scene) -> None:
    withdrawn = sent(session, scene)
    here = scene.consultation
    supporter = Viewer(here.id, here.visibility, frozenset({scene.other_voice.id}))
    [entry] = load_entries(session, supporter, NOW)
    assert (entry.number, entry.state) == (withdrawn.number, State.WITHDRAWN)
    for visibility in (Visibility.CLOSED, Visibility.AGENT):
        assert not load_entries(session, Viewer(here.id, visibility, supporter.voice_ids), NOW)


def test_those_who_did_not_see_it_cannot_adopt_it(session: Session, scene: Scene) -> None:
    withdrawn = sent(session, scene, supported=False)
    with pytest.raises(NotFound):
        adopt(session, scene, withdrawn)


def test_what_stands_is_supported_and_what_is_own_is_brought_back(session: Session, scene: Scene) -> None:
    standing = sent(session, scene, withdrawn=False)
    with pytest.raises(NotAllowed, match="support it"):
        adopt(session, scene, standing)
    withdraw(session, standing, actor=scene.lead, now=NOW)
    with pytest.raises(Invalid, match="Bring it back"):
        adopt(session, scene, standing, (scene.voice, scene.lead))
    with pytest.raises(NotAllowed, match="withdrawn already"):
        support_proposal(session, standing, voice=scene.other_voice, actor=scene.other_lead, now=NOW)


def test_what_was_never_sent_or_is_of_another_consultation_does_not_exist(
    session: Session, scene: Scene, noise: Consultation
) -> None:
    unsent = scene.propose(session)
    with pytest.raises(NotFound):
        adopt(session, scene, unsent)
    withdrawn = sent(session, scene)
    with pytest.raises(NotFound):
        adopt(session, scene, withdrawn, make_participant(session, noise, scene.agent))
