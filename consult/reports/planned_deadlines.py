"""Against which deadline the timetable was planned: once that has moved, it is counted again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import LogEntry


def load_planned_deadline(session: Session, consultation_id: int) -> datetime | None:
    """The deadline that stood when the timetable was last saved; None when there was none to know of."""
    details = session.scalar(
        select(LogEntry.details)
        .where(LogEntry.consultation_id == consultation_id, LogEntry.action == "timetable.planned")
        .order_by(LogEntry.id.desc())
        .limit(1)
    )
    written = (details or {}).get("deadline")
    return datetime.fromisoformat(written) if written else None
