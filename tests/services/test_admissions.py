"""After the closing one organisation may be let in, until a moment; nobody else, and it can be undone."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import Admission, Comment, CommentKind, Stance, Voice
from consult.reports.openings import load_opening
from consult.reports.stages import load_standing
from consult.services.admissions import admit_late, revoke_admission
from consult.services.answers import send_answer
from consult.services.comments import make_comment
from consult.services.endings import cancel_consultation
from tests.factories import DAY, make_text
from tests.log import last_entry
from tests.services.scene import Scene
from tests.services.test_endings import mails

SECOND = timedelta(seconds=1)


@pytest.fixture
def late(scene: Scene) -> datetime:
    """A day after the closing."""
    return scene.round.closes_at + DAY


def admit(session: Session, scene: Scene, late: datetime) -> Admission:
    """The first organisation is let in for two days."""
    return admit_late(
        session, scene.voice, until=late + 2 * DAY, reason="Kokous siirtyi.", actor=scene.agent, now=late
    )


def comment(session: Session, scene: Scene, voice: Voice, now: datetime) -> Comment:
    """The lead of a voice comments."""
    return make_comment(
        session,
        scene.version,
        "b2",
        voice=voice,
        kind=CommentKind.MISSING,
        words="Tämä puuttuu.",
        actor=scene.lead if voice is scene.voice else scene.other_lead,
        now=now,
    )


@pytest.mark.usefixtures("noise")
def test_that_organisation_answers_and_nobody_else(session: Session, scene: Scene, late: datetime) -> None:
    with pytest.raises(NotAllowed, match="has closed"):
        comment(session, scene, scene.voice, late)
    admission = admit(session, scene, late)
    assert last_entry(session).voice_id == scene.voice.id
    comment(session, scene, scene.voice, late)
    answer = send_answer(session, scene.voice, stance=Stance.ENDORSES, actor=scene.lead, now=late)
    assert answer.round_id == scene.round.id
    with pytest.raises(NotAllowed, match="has closed"):
        comment(session, scene, scene.other_voice, late)
    assert load_standing(session, scene.consultation, late).admitted == {scene.voice.id: admission.until}


def test_it_is_over_at_its_second(session: Session, scene: Scene, late: datetime) -> None:
    until = admit(session, scene, late).until
    comment(session, scene, scene.voice, until - SECOND)
    with pytest.raises(NotAllowed, match="has closed"):
        comment(session, scene, scene.voice, until)


def test_it_can_be_undone(session: Session, scene: Scene, late: datetime) -> None:
    admission = admit(session, scene, late)
    revoke_admission(session, scene.voice, admission, actor=scene.agent, now=late)
    assert last_entry(session).action == "voice.admission-revoked"
    with pytest.raises(NotAllowed, match="has closed"):
        comment(session, scene, scene.voice, late)
    with pytest.raises(NotAllowed):
        revoke_admission(session, scene.voice, admission, actor=scene.agent, now=late)


def test_a_newer_version_or_the_end_of_the_work_ends_it(
    session: Session, scene: Scene, late: datetime
) -> None:
    admit(session, scene, late)
    scene.publish(session, make_text("# Otsikko", "Uusi.", "Toinen."))
    assert load_opening(session, scene.consultation.id, late).admitted == {}
    assert load_standing(session, scene.consultation, late).admitted == {}
    with pytest.raises(NotAllowed, match="newer version"):
        admit(session, scene, late)
    cancel_consultation(session, scene.consultation, reason="Syy.", actor=scene.agent, now=late)
    with pytest.raises(NotAllowed, match="cancelled"):
        admit(session, scene, late)


def test_nobody_is_let_in_before_the_closing(session: Session, scene: Scene) -> None:
    with pytest.raises(NotAllowed, match="only after the round has closed"):
        admit(session, scene, scene.round.closes_at - SECOND)


def test_a_moment_to_come_and_a_reason_are_needed(session: Session, scene: Scene, late: datetime) -> None:
    for until, reason, field in ((late, "Syy.", "until_at"), (late + DAY, "", "reason")):
        with pytest.raises(Invalid) as refusal:
            admit_late(session, scene.voice, until=until, reason=reason, actor=scene.agent, now=late)
        assert refusal.value.field == field


def test_its_people_are_told(session: Session, scene: Scene, late: datetime) -> None:
    admit(session, scene, late)
    assert [mail.person_id for mail in mails(session, "admitted")] == [scene.lead.id]
