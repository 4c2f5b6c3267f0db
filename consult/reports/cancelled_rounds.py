"""The round that was given up last: the log keeps its times, so that it can be planned again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import LogEntry


def load_cancelled(session: Session, consultation_id: int) -> tuple[datetime, datetime] | None:
    """Its opening and closing, while nothing else has been done to any round since."""
    last = session.scalar(
        select(LogEntry)
        .where(LogEntry.consultation_id == consultation_id, LogEntry.subject == "round")
        .order_by(LogEntry.id.desc())
        .limit(1)
    )
    if last is None or last.action != "round.cancelled" or "opens_at" not in last.details:
        return None
    opens_at, closes_at = (datetime.fromisoformat(last.details[name]) for name in ("opens_at", "closes_at"))
    return opens_at, closes_at
