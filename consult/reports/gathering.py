"""What a lead gathers: everything its members have written and not sent, who wrote it and who is ready."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session, joinedload

from consult.models import (
    Answer,
    Comment,
    Membership,
    Organisation,
    Person,
    Proposal,
    Readiness,
    Round,
    Senders,
    Voice,
)
from consult.reports.own_entries import is_taken_back
from consult.reports.visibility import is_being_entered

Kind = TypeVar("Kind", Comment, Proposal)


@dataclass(frozen=True)
class Gathering:
    """Unsent comments and proposals, those that are left out among them; people by their id."""

    members: int
    senders: Senders
    comments: Sequence[Comment] = ()
    proposals: Sequence[Proposal] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    ready: Mapping[int, datetime] = field(default_factory=dict)


def load_gathering(session: Session, voice: Voice, round_: Round) -> Gathering:
    """Everything unsent of an organisation's answer, in three queries."""
    comments = session.scalars(_unsent(Comment, voice, round_).options(joinedload(Comment.revisions)))
    proposals = session.scalars(_unsent(Proposal, voice, round_).options(joinedload(Proposal.revisions)))
    found = comments.unique().all(), proposals.unique().all()
    people = _people(session, voice, round_, {one.author_id for some in found for one in some})
    return Gathering(
        members=sum(row.is_member for row in people),
        senders=next((row.senders for row in people), Senders.MEMBERS),
        comments=found[0],
        proposals=found[1],
        names={row.id: row.name or row.email for row in people},
        ready={row.id: row.told_at for row in people if row.told_at is not None},
    )


def load_ready(session: Session, voice: Voice, round_: Round, person_id: int) -> datetime | None:
    """When the person said that their part is ready."""
    return session.scalar(
        select(Readiness.told_at)
        .join(Answer, Answer.id == Readiness.answer_id)
        .where(Answer.voice_id == voice.id, Answer.round_id == round_.id, Readiness.person_id == person_id)
    )


def _unsent(kind: type[Kind], voice: Voice, round_: Round) -> Select[Kind]:
    return (
        select(kind)
        .join(Answer)
        .where(
            Answer.voice_id == voice.id,
            Answer.round_id == round_.id,
            kind.sent_at.is_(None),
            ~is_taken_back(kind),
            ~is_being_entered(kind),
        )
        .order_by(kind.id)
    )


def _people(
    session: Session, voice: Voice, round_: Round, authors: Collection[int | None]
) -> Sequence[Row[Any]]:
    """The members and those who wrote, when each told that they are ready, and who may send."""
    belonging = select(Membership.person_id).where(
        Membership.organisation_id == voice.organisation_id, Membership.ended_at.is_(None)
    )
    answer = select(Answer.id).where(Answer.voice_id == voice.id, Answer.round_id == round_.id)
    own = and_(Readiness.person_id == Person.id, Readiness.answer_id.in_(answer))
    senders = select(Organisation.senders).where(Organisation.id == voice.organisation_id)
    is_member = Person.id.in_(belonging)
    query = select(
        Person.id,
        Person.name,
        Person.email,
        Readiness.told_at,
        is_member.label("is_member"),
        senders.scalar_subquery().label("senders"),
    )
    return session.execute(query.outerjoin(Readiness, own).where(is_member | Person.id.in_(authors))).all()
