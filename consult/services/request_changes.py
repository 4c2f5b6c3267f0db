"""The authority moves its deadline or replaces its plan midway: recorded, logged, and told to everybody."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid
from consult.models import (
    Document,
    DocumentRole,
    Person,
    Request,
    RequestChange,
    Version,
)
from consult.services.endings import participants, require_going_on
from consult.services.limits import require_size
from consult.services.log import record
from consult.services.outbox import queue_mail
from consult.services.requests import MINUTE
from consult.services.submissions import require_not_filed
from consult.services.wall_clock import instant


def move_deadline(
    session: Session,
    request: Request,
    *,
    seen: datetime,
    deadline: datetime,
    note: str,
    actor: Person,
    now: datetime,
) -> RequestChange:
    """`deadline` is a wall clock in the request's zone; `seen` the instant that the page showed before."""
    require_going_on(session, request.consultation_id)
    require_not_filed(session, request.consultation_id)
    require_size(note, field="note")
    moved_to = instant(deadline, request.deadline_zone, field="deadline")
    if request.deadline_at != seen:
        raise Conflict("The deadline has been changed meanwhile. Check it again.", ours=note)
    if moved_to == request.deadline_at:
        raise Invalid("This is the deadline already.", field="deadline")
    if moved_to <= now:
        raise Invalid("The deadline has passed already. Choose a later time.", field="deadline")
    change = RequestChange(old_deadline_at=request.deadline_at, new_deadline_at=moved_to, note=note)
    request.deadline_at, request.deadline_wall_clock = moved_to, deadline.strftime(MINUTE)
    return _append(session, request, change, "request.deadline-moved", actor=actor, now=now)


def replace_plan(
    session: Session, request: Request, version: Version, *, note: str, actor: Person, now: datetime
) -> RequestChange:
    """A version of a background document is now the plan that is commented on."""
    require_going_on(session, request.consultation_id)
    require_not_filed(session, request.consultation_id)
    require_size(note, field="note")
    document = session.get_one(Document, version.document_id)
    is_here = document.consultation_id == request.consultation_id
    if not is_here or document.role is not DocumentRole.BACKGROUND:
        raise Invalid("Choose one of the background documents.", field="document")
    change = RequestChange(version_id=version.id, note=note)
    return _append(session, request, change, "request.plan-replaced", actor=actor, now=now)


def _append(
    session: Session, request: Request, change: RequestChange, action: str, *, actor: Person, now: datetime
) -> RequestChange:
    change.consultation_id = request.consultation_id
    change.actor_id, change.changed_at = actor.id, now
    session.add(change)
    session.flush()
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=request.consultation_id,
        subject="request_change",
        subject_id=change.id,
    )
    _tell(session, change, now=now)
    session.flush()
    return change


def _tell(session: Session, change: RequestChange, *, now: datetime) -> None:
    """One mail to every participant."""
    params = {
        "consultation_id": change.consultation_id,
        "note": change.note,
        "old_at": change.old_deadline_at.isoformat() if change.old_deadline_at else "",
        "new_at": change.new_deadline_at.isoformat() if change.new_deadline_at else "",
        "document": _title(session, change),
    }
    for person in participants(session, change.consultation_id):
        queue_mail(
            session,
            "request_changed",
            person=person,
            params=params,
            dedupe=f"request_changed:{change.id}:{person.id}",
            now=now,
        )


def _title(session: Session, change: RequestChange) -> str:
    if change.version_id is None:
        return ""
    return session.get_one(Version, change.version_id).title
