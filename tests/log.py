"""What the log says, for tests."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import LogEntry


def actions(session: Session, consultation_id: int | None = None) -> list[str]:
    """The actions of one consultation, or those of none, in order."""
    column = LogEntry.consultation_id
    where = column.is_(None) if consultation_id is None else column == consultation_id
    return list(session.scalars(select(LogEntry.action).where(where).order_by(LogEntry.id)))


def last_entry(session: Session) -> LogEntry:
    """The newest row."""
    return session.scalars(select(LogEntry).order_by(LogEntry.id.desc()).limit(1)).one()
