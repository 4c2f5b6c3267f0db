"""Every state change leaves a row in the log, in the same transaction: ids and codes, never words."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.models import LogEntry, Person


def record(
    session: Session,
    action: str,
    *,
    actor: Person | None,
    now: datetime,
    consultation_id: int | None = None,
    voice_id: int | None = None,
    subject: str = "",
    subject_id: int | None = None,
    **details: object,
) -> LogEntry:
    """Say who did what when; `action` is noun.done, `subject` names the table that `subject_id` is of."""
    entry = LogEntry(
        at=now,
        consultation_id=consultation_id,
        actor_id=None if actor is None else actor.id,
        voice_id=voice_id,
        action=action,
        subject=subject,
        subject_id=subject_id,
        details=dict(details),
    )
    session.add(entry)
    return entry
