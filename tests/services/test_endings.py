"""A work is cancelled with a reason or archived when filed; both are told, closed to writing, and undone."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import Ending, EndingKind, OutboxMail, StageKind, Version
from consult.reports.stages import StepState, load_standing
from consult.services.endings import archive_consultation, cancel_consultation, resume_consultation
from consult.services.rounds import require_open_round
from consult.services.submissions import file_version
from tests.factories import NOW
from tests.log import last_entry
from tests.services.scene import Scene

REASON = "Viranomainen perui pyynnön."


def cancel(session: Session, scene: Scene) -> Ending:
    """The agent cancels the work."""
    return cancel_consultation(session, scene.consultation, reason=REASON, actor=scene.agent, now=NOW)


def resume(session: Session, scene: Scene) -> Ending:
    """The agent undoes it."""
    return resume_consultation(session, scene.consultation, actor=scene.agent, now=NOW)


def file(session: Session, scene: Scene) -> None:
    """The statement is filed after the round."""
    later = scene.round.closes_at + timedelta(hours=1)
    version = session.get_one(Version, scene.version.id)
    file_version(
        session,
        scene.consultation,
        version,
        channel="Sähköposti",
        filed_at=later,
        receipt="",
        actor=scene.agent,
        now=later,
    )


def mails(session: Session, template: str) -> list[OutboxMail]:
    """The mails of a kind that were queued."""
    return list(session.scalars(select(OutboxMail).where(OutboxMail.template == template)))


def test_a_cancelled_work_shows_what_was_done_and_that_it_ended(session: Session, scene: Scene) -> None:
    cancel(session, scene)
    standing = load_standing(session, scene.consultation, NOW)
    assert standing.current is StageKind.CANCELLED
    assert [(step.kind, step.state) for step in standing.steps] == [
        (StageKind.PLANNING, StepState.DONE),
        (StageKind.CANCELLED, StepState.CURRENT),
    ]
    assert standing.ending is not None
    assert standing.ending.reason == REASON
    assert last_entry(session).action == "consultation.cancelled"


@pytest.mark.usefixtures("noise")
def test_everybody_who_takes_part_is_told_once_and_later_than_at_once(session: Session, scene: Scene) -> None:
    scene.member(session)
    cancel(session, scene)
    queued = mails(session, "cancelled")
    assert len({mail.address for mail in queued}) == len(queued) == 3
    assert all(mail.next_try_at > NOW + timedelta(minutes=5) for mail in queued)


def test_a_reason_is_needed_and_it_is_cancelled_once(session: Session, scene: Scene) -> None:
    with pytest.raises(Invalid) as refusal:
        cancel_consultation(session, scene.consultation, reason="", actor=scene.agent, now=NOW)
    assert refusal.value.field == "reason"
    cancel(session, scene)
    with pytest.raises(NotAllowed, match="has been cancelled"):
        cancel(session, scene)


def test_undo_is_a_row_and_brings_back_the_stage(session: Session, scene: Scene) -> None:
    cancel(session, scene)
    with pytest.raises(NotAllowed, match="has been cancelled"):
        require_open_round(session, scene.consultation.id, NOW)
    resume(session, scene)
    assert load_standing(session, scene.consultation, NOW).current is StageKind.COMMENTING
    assert require_open_round(session, scene.consultation.id, NOW) == scene.round
    kinds = session.scalars(select(Ending.kind).order_by(Ending.id)).all()
    assert kinds == [EndingKind.CANCELLED, EndingKind.RESUMED]
    with pytest.raises(NotAllowed, match="nothing to undo"):
        resume(session, scene)


def test_only_those_who_have_read_of_it_read_that_it_goes_on(session: Session, scene: Scene) -> None:
    cancel(session, scene)
    sent, _ = mails(session, "cancelled")
    sent.sent_at = NOW
    resume(session, scene)
    assert [mail.person_id for mail in mails(session, "resumed")] == [sent.person_id]


def test_archiving_needs_a_filed_statement_and_cancelling_one_that_is_not(
    session: Session, scene: Scene
) -> None:
    with pytest.raises(NotAllowed, match="Only a filed statement"):
        archive_consultation(session, scene.consultation, actor=scene.agent, now=NOW)
    file(session, scene)
    with pytest.raises(NotAllowed, match="can no longer be cancelled"):
        cancel(session, scene)
    archive_consultation(session, scene.consultation, actor=scene.agent, now=NOW)
    standing = load_standing(session, scene.consultation, NOW)
    assert (standing.current, standing.steps[-1].kind) == (StageKind.ARCHIVED, StageKind.ARCHIVED)
    resume(session, scene)
    assert load_standing(session, scene.consultation, NOW).current is StageKind.FOLLOWING
    assert mails(session, "resumed") == []
