"""Every state change leaves a row in the log, in the same transaction: ids and codes, never words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
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


@dataclass(frozen=True)
class Entry:
    """One of many things done at once."""

    action: str
    subject: str
    subject_id: int
    details: dict[str, object]
    consultation_id: int | None = None
    voice_id: int | None = None


def record_all(session: Session, entries: Sequence[Entry], *, actor: Person | None, now: datetime) -> None:
    """The same as `record` for thousands of things, in one statement."""
    if not entries:
        return
    said = {"at": now, "actor_id": None if actor is None else actor.id}
    session.execute(
        insert(LogEntry),
        [
            {
                **said,
                "action": entry.action,
                "subject": entry.subject,
                "subject_id": entry.subject_id,
                "details": entry.details,
                "consultation_id": entry.consultation_id,
                "voice_id": entry.voice_id,
            }
            for entry in entries
        ],
    )
