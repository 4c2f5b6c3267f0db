"""What has happened in a consultation, newest first: the log as its agent may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from consult.models import Comment, Document, LogEntry, Organisation, Person, Proposal, Voice

Subject = aliased(Person)


@dataclass(frozen=True)
class Event:
    """One row of the log with the names that its ids stand for."""

    at: datetime
    action: str
    actor: str
    voice: str
    number: int | None
    subject: str
    details: Mapping[str, Any]


def load_events(session: Session, consultation_id: int, *, limit: int, offset: int = 0) -> tuple[Event, ...]:
    """A stretch of the log in one query; what has not been sent yet is nobody else's business."""
    rows = session.execute(
        _visible(
            select(
                LogEntry,
                Person.name,
                Voice.name,
                func.coalesce(Comment.number, Proposal.number),
                func.coalesce(Subject.name, Document.title, Organisation.name),
            ),
            consultation_id,
        )
        .outerjoin(Person, Person.id == LogEntry.actor_id)
        .outerjoin(Voice, Voice.id == LogEntry.voice_id)
        .outerjoin(Subject, _names("person", Subject.id))
        .outerjoin(Document, _names("document", Document.id))
        .outerjoin(Organisation, _names("organisation", Organisation.id))
        .order_by(LogEntry.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        Event(entry.at, entry.action, actor or "", voice or "", number, subject or "", entry.details)
        for entry, actor, voice, number, subject in rows
    )


def count_events(session: Session, consultation_id: int) -> int:
    """How many rows `load_events` has to tell."""
    return session.scalar(_visible(select(func.count(LogEntry.id)), consultation_id)) or 0


def _visible(query: Select[*tuple[Any, ...]], consultation_id: int) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(LogEntry)
        .outerjoin(Comment, _names("comment", Comment.id))
        .outerjoin(Proposal, _names("proposal", Proposal.id))
        .where(
            LogEntry.consultation_id == consultation_id,
            or_(
                LogEntry.subject.not_in(("comment", "proposal")),
                Comment.sent_at.is_not(None),
                Proposal.sent_at.is_not(None),
            ),
        )
    )


def _names(noun: str, column: Any) -> ColumnElement[bool]:
    return and_(LogEntry.subject == noun, LogEntry.subject_id == column)
