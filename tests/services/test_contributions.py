"""Who may change what was said, until when, and what a stranger cannot reach."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import (
    Comment,
    Consultation,
    Decision,
    DecisionItem,
    LogEntry,
    Membership,
    Outcome,
    Visibility,
)
from consult.services.contributions import (
    MAX_TEXT_BYTES,
    next_number,
    require_newest,
    require_own,
    require_seen,
    require_size,
    restore,
    round_for,
    withdraw,
)
from consult.services.submissions import file_version
from consult.services.voices import office_voice
from tests.factories import NOW, make_text
from tests.services.scene import Scene


def test_the_writer_and_the_lead_may_change_and_another_member_may_not(
    session: Session, scene: Scene
) -> None:
    writer = scene.member(session)
    other = scene.member(session)
    comment = scene.comment(session, actor=writer)
    require_own(session, comment, writer, NOW)
    require_own(session, comment, scene.lead, NOW)
    with pytest.raises(NotAllowed, match="writer or the organisation's lead"):
        require_own(session, comment, other, NOW)


def test_one_who_has_left_the_organisation_may_not_change_what_they_wrote(
    session: Session, scene: Scene
) -> None:
    writer = scene.member(session)
    comment = scene.comment(session, actor=writer)
    membership = session.scalars(select(Membership).where(Membership.person_id == writer.id)).one()
    membership.ended_at = NOW
    session.flush()
    with pytest.raises(NotAllowed, match="name of this organisation"):
        require_own(session, comment, writer, NOW)


def test_somebody_of_another_organisation_may_not_change_it(session: Session, scene: Scene) -> None:
    comment = scene.comment(session)
    with pytest.raises(NotAllowed, match="name of this organisation"):
        withdraw(session, comment, actor=scene.other_lead, now=NOW)
    assert comment.withdrawn_at is None


def test_what_the_office_has_said_only_its_agent_may_change(session: Session, scene: Scene) -> None:
    office = office_voice(session, scene.consultation.id)
    comment = scene.comment(session, voice=office, actor=scene.agent)
    require_own(session, comment, scene.agent, NOW + timedelta(days=100))
    with pytest.raises(NotAllowed):
        require_own(session, comment, scene.lead, NOW)


def test_the_office_adds_nothing_to_a_filed_text(session: Session, scene: Scene) -> None:
    office = office_voice(session, scene.consultation.id)
    closed = scene.round.closes_at
    assert round_for(session, office, closed) == scene.round
    file_version(
        session,
        scene.consultation,
        scene.version,
        channel="Lausuntopalvelu",
        filed_at=closed,
        receipt="",
        actor=scene.agent,
        now=closed,
    )
    with pytest.raises(NotAllowed, match="has been filed"):
        round_for(session, office, closed)


def test_nothing_changes_from_the_closing_second_on(session: Session, scene: Scene) -> None:
    comment = scene.comment(session)
    withdraw(session, comment, actor=scene.lead, now=scene.round.closes_at - timedelta(seconds=1))
    with pytest.raises(NotAllowed, match="round has closed"):
        restore(session, comment, actor=scene.lead, now=scene.round.closes_at)
    assert comment.withdrawn_at is not None


def test_withdrawing_is_undone_and_the_log_keeps_both(session: Session, scene: Scene) -> None:
    comment = scene.comment(session)
    withdraw(session, comment, actor=scene.lead, now=NOW)
    with pytest.raises(NotAllowed, match="withdrawn already"):
        withdraw(session, comment, actor=scene.lead, now=NOW)
    restore(session, comment, actor=scene.lead, now=NOW)
    assert comment.withdrawn_at is None
    actions = session.scalars(select(LogEntry.action).where(LogEntry.subject_id == comment.id)).all()
    assert [action for action in actions if action.startswith("comment.")] == [
        "comment.made",
        "comment.withdrawn",
        "comment.restored",
    ]


@pytest.mark.parametrize(
    ("outcome", "is_undone", "may"),
    [
        (Outcome.NOTED, False, False),
        (Outcome.ACCEPTED, False, False),
        (Outcome.POSTPONED, False, True),
        (Outcome.NOTED, True, True),
    ],
)
def test_what_has_been_answered_does_not_change_any_more(
    session: Session, scene: Scene, outcome: Outcome, is_undone: bool, may: bool
) -> None:
    comment = scene.comment(session)
    decision = _decide(session, scene, comment, outcome)
    if is_undone:
        session.add(_decision(scene, undoes=decision.id))
        session.flush()
    if may:
        require_own(session, comment, scene.lead, NOW)
    else:
        with pytest.raises(NotAllowed, match="has been answered"):
            require_own(session, comment, scene.lead, NOW)


def _decision(scene: Scene, *, undoes: int | None = None) -> Decision:
    return Decision(
        consultation_id=scene.consultation.id,
        document_id=scene.version.document_id,
        version_id=scene.version.id,
        group_hash="x",
        place={},
        decided_at=NOW,
        undoes_id=undoes,
    )


def _decide(session: Session, scene: Scene, comment: Comment, outcome: Outcome) -> Decision:
    decision = _decision(scene)
    decision.items = [DecisionItem(comment_id=comment.id, outcome=outcome)]
    session.add(decision)
    session.flush()
    return decision


def test_the_newest_version_is_the_only_one_spoken_of(session: Session, scene: Scene) -> None:
    require_newest(session, scene.version, scene.consultation.id, blocks=("b2",), ours="minun")
    scene.publish(session, make_text("# Otsikko", "Uusi ensimmäinen.", "Uusi toinen."))
    with pytest.raises(Conflict) as caught:
        require_newest(session, scene.version, scene.consultation.id, blocks=("b2", "b3"), ours="minun")
    assert (caught.value.ours, caught.value.theirs) == ("minun", "Uusi ensimmäinen.\n\nUusi toinen.")


def test_a_document_of_another_consultation_does_not_exist_here(
    session: Session, scene: Scene, noise: Consultation
) -> None:
    with pytest.raises(NotFound):
        require_newest(session, scene.version, noise.id, blocks=(), ours="")


@pytest.mark.parametrize(
    ("visibility", "sent", "closed", "seen"),
    [
        (Visibility.SENT, False, False, False),
        (Visibility.SENT, True, False, True),
        (Visibility.CLOSED, True, False, False),
        (Visibility.CLOSED, True, True, True),
        (Visibility.AGENT, True, True, False),
    ],
)
def test_another_voice_sees_what_the_visibility_lets_it(
    session: Session, scene: Scene, *, visibility: Visibility, sent: bool, closed: bool, seen: bool
) -> None:
    scene.consultation.visibility = visibility
    comment = scene.comment(session)
    comment.sent_at = NOW if sent else None
    session.flush()
    moment = scene.round.closes_at if closed else NOW
    require_seen(session, comment, scene.voice, moment)
    if seen:
        require_seen(session, comment, scene.other_voice, moment)
    else:
        with pytest.raises(NotFound):
            require_seen(session, comment, scene.other_voice, moment)


def test_a_text_has_a_limit_in_bytes() -> None:
    require_size("a" * MAX_TEXT_BYTES, field="text")
    with pytest.raises(Invalid) as caught:
        require_size("ä" * (MAX_TEXT_BYTES // 2) + "a", field="text")
    assert caught.value.field == "text"


def test_public_numbers_run_in_each_consultation_apart(
    session: Session, scene: Scene, noise: Consultation
) -> None:
    assert next_number(session, Comment, scene.consultation.id) == 1
    scene.comment(session)
    assert next_number(session, Comment, scene.consultation.id) == 2
    assert next_number(session, Comment, noise.id) == 1
