"""A narrow round opens only the blocks that have changed since the version of the round before it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Invalid, NotAllowed
from consult.models import CommentKind, Round, Voice
from consult.reports.open_blocks import load_open_blocks
from consult.services.comments import make_comment
from consult.services.proposals import make_proposal
from consult.services.rounds import open_round
from consult.services.voices import office_voice
from consult.services.wishes import Add, Reword, Wish
from tests.factories import DAY, make_text
from tests.services.scene import GRANTS, ROOMS, Scene


@pytest.fixture
def later(scene: Scene) -> datetime:
    """After the first round."""
    return scene.round.closes_at + DAY


@pytest.fixture
def narrow(session: Session, scene: Scene, later: datetime) -> Round:
    """Version 2 rewords b2 and has a new b4; b1 and b3 are as they were."""
    content = make_text("# Otsikko", GRANTS.replace("vuosittain", "joka vuosi"), ROOMS)
    added = text.Block("b4", text.BlockKind.PARAGRAPH, "Uusi kappale.")
    scene.version = scene.publish(session, text.Document((*content.blocks, added)))
    return plan(session, scene, later)


def plan(session: Session, scene: Scene, now: datetime) -> Round:
    """A narrow round that is open from now on."""
    return open_round(
        session,
        scene.consultation,
        opens_at=now,
        closes_at=now + 10 * DAY,
        is_narrow=True,
        actor=scene.agent,
        now=now - timedelta(hours=1),
    )


def comment(session: Session, scene: Scene, block: str, now: datetime, voice: Voice | None = None) -> None:
    """Somebody comments on a block."""
    speaker = voice or scene.voice
    actor = scene.lead if voice is None else scene.agent
    make_comment(
        session,
        scene.version,
        block,
        voice=speaker,
        kind=CommentKind.MISSING,
        words="Puuttuu.",
        actor=actor,
        now=now,
    )


def propose(session: Session, scene: Scene, wish: Wish, now: datetime) -> None:
    """The lead proposes."""
    make_proposal(
        session, scene.version, wish, voice=scene.voice, rationale="Näin.", actor=scene.lead, now=now
    )


def test_what_changed_and_what_is_new_is_open(
    session: Session, scene: Scene, narrow: Round, later: datetime
) -> None:
    assert load_open_blocks(session, narrow, scene.version.id) == frozenset({"b2", "b4"})
    assert load_open_blocks(session, scene.round, scene.version.id) is None
    for block in ("b2", "b4"):
        comment(session, scene, block, later)
        propose(session, scene, Reword((block,), "Toisin."), later)


@pytest.mark.usefixtures("narrow")
def test_the_others_are_closed_to_organisations_and_not_to_the_office(
    session: Session, scene: Scene, later: datetime
) -> None:
    with pytest.raises(NotAllowed, match="only the changed blocks"):
        comment(session, scene, "b3", later)
    for wish in (Reword(("b3",), "Toisin."), Reword(("b2", "b3"), "Toisin."), Add("b3", "Uusi.")):
        with pytest.raises(NotAllowed, match="only the changed blocks"):
            propose(session, scene, wish, later)
    comment(session, scene, "b3", later, voice=office_voice(session, scene.consultation.id))


def test_without_a_change_no_narrow_round_is_opened(session: Session, scene: Scene, later: datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        plan(session, scene, later)
    assert refusal.value.field == "is_narrow"
