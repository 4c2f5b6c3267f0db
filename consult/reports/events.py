"""What has happened, newest first: the log as the agent of a consultation or an administrator may read it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from consult.models import (
    Comment,
    Consultation,
    Document,
    Group,
    LogEntry,
    Membership,
    Organisation,
    Person,
    Proposal,
    Voice,
)

Subject, Member, MemberOf = aliased(Person), aliased(Person), aliased(Organisation)
#: Inside an organisation: nobody else's business, wherever the log is read.
INSIDE = "answer.ready"


class Topic(StrEnum):
    """What an event is about, coarsely enough to choose from."""

    ANSWERS = "answers"
    DECISIONS = "decisions"
    TEXTS = "texts"
    TIMETABLE = "timetable"
    PEOPLE = "people"
    SIGNING = "signing"
    WORKSHOPS = "workshops"
    SITE = "site"
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
    Topic.SITE: ("person", "membership", "register", "group", "mail", "calendar"),
}


@dataclass(frozen=True)
class Wanted:
    """Whose doings, about what, from when until before when; nothing asked is everything.

    `name` is part of the name or the address of the person, `consultation_id` narrows the log of the site.
    """

    actor_id: int | None = None
    name: str = ""
    consultation_id: int | None = None
    topic: Topic | None = None
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = Wanted()


@dataclass(frozen=True)
class Event:
    """One row of the log with the names that its ids stand for; `organisation` is that of a membership."""

    at: datetime
    action: str
    actor: str
    voice: str
    number: int | None
    subject: str
    details: Mapping[str, Any]
    organisation: str = ""
    consultation: str = ""
    slug: str = ""


def load_events(
    session: Session,
    consultation_id: int | None,
    *,
    limit: int | None,
    offset: int = 0,
    wanted: Wanted = EVERYTHING,
) -> tuple[Event, ...]:
    """A stretch of the log in one query, of the whole site without a consultation.

    What has not been sent yet is nobody else's business.
    """
    rows = session.execute(
        _visible(
            select(
                LogEntry,
                Person.name,
                Voice.name,
                func.coalesce(Comment.number, Proposal.number),
                func.coalesce(Subject.name, Document.title, Organisation.name, Group.name, Member.name),
                MemberOf.name,
                Consultation.title,
                Consultation.slug,
            ),
            consultation_id,
            wanted,
        )
        .outerjoin(Consultation, Consultation.id == LogEntry.consultation_id)
        .outerjoin(Voice, Voice.id == LogEntry.voice_id)
        .outerjoin(Subject, _names("person", Subject.id))
        .outerjoin(Document, _names("document", Document.id))
        .outerjoin(Organisation, _names("organisation", Organisation.id))
        .outerjoin(Group, _names("group", Group.id))
        .outerjoin(Membership, _names("membership", Membership.id))
        .outerjoin(Member, Member.id == Membership.person_id)
        .outerjoin(MemberOf, MemberOf.id == Membership.organisation_id)
        .order_by(LogEntry.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        Event(
            entry.at,
            entry.action,
            actor or "",
            voice or "",
            number,
            subject or "",
            entry.details,
            *(name or "" for name in more),
        )
        for entry, actor, voice, number, subject, *more in rows
    )


def count_events(session: Session, consultation_id: int | None, wanted: Wanted = EVERYTHING) -> int:
    """How many rows `load_events` has to tell."""
    return session.scalar(_visible(select(func.count(LogEntry.id)), consultation_id, wanted)) or 0


def list_actors(session: Session, consultation_id: int) -> list[tuple[int, str]]:
    """Everybody who has done something that the log tells of, by name."""
    found = _visible(select(LogEntry.actor_id).distinct(), consultation_id, EVERYTHING)
    people = select(Person.id, Person.name, Person.email).where(Person.id.in_(found))
    rows = session.execute(people.order_by(Person.name, Person.id))
    return [(person_id, name or email) for person_id, name, email in rows]


def list_consultations(session: Session) -> list[tuple[int, str]]:
    """Every consultation of the site, by title."""
    rows = session.execute(select(Consultation.id, Consultation.title).order_by(Consultation.title))
    return [(consultation_id, title) for consultation_id, title in rows]


def _visible(
    query: Select[*tuple[Any, ...]], consultation_id: int | None, wanted: Wanted
) -> Select[*tuple[Any, ...]]:
    where = () if consultation_id is None else (LogEntry.consultation_id == consultation_id,)
    return (
        query.select_from(LogEntry)
        .outerjoin(Person, Person.id == LogEntry.actor_id)
        .outerjoin(Comment, _names("comment", Comment.id))
        .outerjoin(Proposal, _names("proposal", Proposal.id))
        .where(
            *where,
            LogEntry.action != INSIDE,
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
    if wanted.name:
        parts = (
            Person.name.icontains(wanted.name, autoescape=True),
            Person.name.contains(wanted.name, autoescape=True),
        )
        yield or_(*parts, Person.email.icontains(wanted.name, autoescape=True))
    if wanted.consultation_id is not None:
        yield LogEntry.consultation_id == wanted.consultation_id
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
