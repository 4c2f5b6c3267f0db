"""What has happened in a consultation, newest first: the log as its agent may read it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from consult.models import Comment, Document, LogEntry, Organisation, Person, Proposal, Voice

Subject = aliased(Person)


class Topic(StrEnum):
    """What an event is about, coarsely enough to choose from."""

    ANSWERS = "answers"
    DECISIONS = "decisions"
    TEXTS = "texts"
    TIMETABLE = "timetable"
    PEOPLE = "people"
    SIGNING = "signing"
    WORKSHOPS = "workshops"
    OTHER = "other"


#: The nouns of the actions of each topic; any other noun is something else.
NOUNS: Mapping[Topic, tuple[str, ...]] = {
    Topic.ANSWERS: ("answer", "comment", "proposal", "returned", "letter"),
    Topic.DECISIONS: ("decision", "version", "option"),
    Topic.TEXTS: ("document", "intake", "request", "questions"),
    Topic.TIMETABLE: ("round", "timetable", "voice"),
    Topic.PEOPLE: ("agent", "organisation", "invitation", "invitations", "reminders"),
    Topic.SIGNING: ("signing", "endorsement", "statement"),
    Topic.WORKSHOPS: ("workshop", "note", "notes", "point"),
}


@dataclass(frozen=True)
class Wanted:
    """Whose doings, about what, from when until before when; nothing asked is everything."""

    actor_id: int | None = None
    topic: Topic | None = None
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = Wanted()


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


def load_events(
    session: Session,
    consultation_id: int,
    *,
    limit: int | None,
    offset: int = 0,
    wanted: Wanted = EVERYTHING,
) -> tuple[Event, ...]:
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
            wanted,
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


def count_events(session: Session, consultation_id: int, wanted: Wanted = EVERYTHING) -> int:
    """How many rows `load_events` has to tell."""
    return session.scalar(_visible(select(func.count(LogEntry.id)), consultation_id, wanted)) or 0


def list_actors(session: Session, consultation_id: int) -> list[tuple[int, str]]:
    """Everybody who has done something that the log tells of, by name."""
    found = _visible(select(LogEntry.actor_id).distinct(), consultation_id, EVERYTHING)
    people = select(Person.id, Person.name, Person.email).where(Person.id.in_(found))
    rows = session.execute(people.order_by(Person.name, Person.id))
    return [(person_id, name or email) for person_id, name, email in rows]


def _visible(
    query: Select[*tuple[Any, ...]], consultation_id: int, wanted: Wanted
) -> Select[*tuple[Any, ...]]:
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
            *_asked(wanted),
        )
    )


def _asked(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.actor_id is not None:
        yield LogEntry.actor_id == wanted.actor_id
    if wanted.since is not None:
        yield LogEntry.at >= wanted.since
    if wanted.until is not None:
        yield LogEntry.at < wanted.until
    if wanted.topic is Topic.OTHER:
        yield not_(_is_of(noun for nouns in NOUNS.values() for noun in nouns))
    elif wanted.topic is not None:
        yield _is_of(NOUNS[wanted.topic])


def _is_of(nouns: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(LogEntry.action.startswith(f"{noun}.") for noun in nouns))


def _names(noun: str, column: Any) -> ColumnElement[bool]:
    return and_(LogEntry.subject == noun, LogEntry.subject_id == column)
