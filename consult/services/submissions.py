"""Filing: which version was given to the authority, when, by which channel. Then the text is locked."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import Consultation, Document, DocumentRole, Person, Round, Submission, Version
from consult.services.endings import require_going_on
from consult.services.frozen import require_not_frozen
from consult.services.limits import require_length, require_size
from consult.services.log import record

MAX_CHANNEL = 100


def file_version(
    session: Session,
    consultation: Consultation,
    version: Version,
    *,
    channel: str,
    filed_at: datetime,
    receipt: str,
    actor: Person,
    now: datetime,
) -> Submission:
    """A version of the draft is filed once; no round may be open, and no later version can follow."""
    require_going_on(session, consultation.id)
    _check(channel, receipt, filed_at, now)
    if find_submission(session, consultation.id) is not None:
        raise Conflict("The statement has been filed already.")
    _require_draft_version(session, consultation, version)
    if filed_at < version.published_at:
        raise Invalid("The version was published after that time. Check the time.", field="filed_at")
    require_no_round(session, consultation, now)
    require_not_frozen(session, consultation.id, now)
    submission = Submission(
        consultation_id=consultation.id,
        version_id=version.id,
        channel=channel,
        receipt=receipt,
        filed_at=filed_at,
        recorded_by_id=actor.id,
    )
    session.add(submission)
    session.flush()
    record(
        session,
        "statement.filed",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="version",
        subject_id=version.id,
        number=version.number,
        filed_at=filed_at.isoformat(),
    )
    return submission


def find_submission(session: Session, consultation_id: int) -> Submission | None:
    """What was filed, if anything."""
    return session.scalar(select(Submission).where(Submission.consultation_id == consultation_id))


def require_not_filed(session: Session, consultation_id: int) -> None:
    """A filed text does not change any more, nor one whose work has been cancelled."""
    require_going_on(session, consultation_id)
    if find_submission(session, consultation_id) is not None:
        raise NotAllowed("The statement has been filed. Its text can no longer change.")


def _check(channel: str, receipt: str, filed_at: datetime, now: datetime) -> None:
    if not channel:
        raise Invalid("Write by which channel the statement was filed.", field="channel")
    require_length(channel, field="channel", limit=MAX_CHANNEL)
    require_size(receipt, field="receipt")
    if filed_at > now:
        raise Invalid("The time of filing is still to come. Check the time.", field="filed_at")


def _require_draft_version(session: Session, consultation: Consultation, version: Version) -> None:
    document = session.get_one(Document, version.document_id)
    if document.consultation_id != consultation.id or document.role is not DocumentRole.DRAFT:
        raise NotFound("The version was not found.")


def require_no_round(session: Session, consultation: Consultation, now: datetime) -> None:
    """While comments come in or are still to come, the text is not the last one."""
    unfinished = select(Round.id).where(Round.consultation_id == consultation.id, Round.closes_at > now)
    if session.scalar(unfinished) is not None:
        raise NotAllowed("A round is open or planned. File the statement when the round has closed.")
