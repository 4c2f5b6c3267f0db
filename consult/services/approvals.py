"""Approvals: which body approved a version for signing, and when."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import Approval, Consultation, Document, DocumentRole, EndorsementRound, Person, Version
from consult.services.limits import require_length, require_size
from consult.services.log import record
from consult.services.submissions import require_not_filed
from consult.services.wall_clock import wall_clock


def approve_version(
    session: Session,
    consultation: Consultation,
    version: Version,
    *,
    body: str,
    approved_on: date,
    note: str,
    zone: str,
    actor: Person,
    now: datetime,
) -> Approval:
    """The newest version of the draft was approved for signing; recording it again corrects it."""
    require_not_filed(session, consultation.id)
    require_newest_of_draft(session, consultation.id, version)
    _check(body, note)
    if approved_on > wall_clock(now, zone).date():
        raise Invalid("This day is still to come. Check the day.", field="approved_on")
    approval = Approval(
        version_id=version.id,
        version_hash=version.hash,
        body=body,
        approved_on=approved_on,
        note=note,
        recorded_by_id=actor.id,
        recorded_at=now,
    )
    session.add(approval)
    session.flush()
    record(
        session,
        "version.approved",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="approval",
        subject_id=approval.id,
        number=version.number,
        hash=version.hash,
    )
    return approval


def withdraw_approval(
    session: Session, consultation: Consultation, version: Version, *, actor: Person, now: datetime
) -> Approval:
    """The version was not approved after all; not once it has been opened for signing."""
    require_not_filed(session, consultation.id)
    require_newest_of_draft(session, consultation.id, version)
    approval = find_approval(session, version.id)
    if approval is None:
        raise NotAllowed("The approval has not been recorded. There is nothing to undo.")
    opened = select(EndorsementRound.id).where(EndorsementRound.version_id == version.id)
    if session.scalar(opened) is not None:
        raise NotAllowed("This version has been opened for signing. Its approval stays.")
    withdrawn = Approval(
        version_id=version.id,
        version_hash=version.hash,
        body=approval.body,
        approved_on=approval.approved_on,
        is_withdrawn=True,
        recorded_by_id=actor.id,
        recorded_at=now,
    )
    session.add(withdrawn)
    session.flush()
    record(
        session,
        "version.approval-withdrawn",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="approval",
        subject_id=withdrawn.id,
        number=version.number,
    )
    return withdrawn


def find_approval(session: Session, version_id: int) -> Approval | None:
    """What was recorded last of a version, unless it was taken back."""
    found = session.scalar(
        select(Approval).where(Approval.version_id == version_id).order_by(Approval.id.desc()).limit(1)
    )
    return None if found is None or found.is_withdrawn else found


def require_newest_of_draft(session: Session, consultation_id: int, version: Version) -> None:
    """Only the text as it stands now is approved and signed."""
    document = session.get_one(Document, version.document_id)
    if document.consultation_id != consultation_id or document.role is not DocumentRole.DRAFT:
        raise NotFound("The version was not found.")
    newer = select(Version.id).where(Version.document_id == document.id, Version.number > version.number)
    if session.scalar(newer.limit(1)) is not None:
        raise Conflict("A newer version has been published. Look at that one.")


def _check(body: str, note: str) -> None:
    if not body:
        raise Invalid("Write who approved the text.", field="body")
    require_length(body, field="body")
    require_size(note, field="note")
