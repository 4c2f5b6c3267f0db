"""What a lead gathers: everything its members have written and not sent, who wrote it and who is ready."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, and_, func, select
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
    """Everything unsent of an organisation's answer, in four queries."""
    comments = session.scalars(_unsent(Comment, voice, round_).options(joinedload(Comment.revisions)))
    proposals = session.scalars(_unsent(Proposal, voice, round_).options(joinedload(Proposal.revisions)))
    found = Gathering(*_organisation(session, voice), comments.unique().all(), proposals.unique().all())
    names, ready = _authors(session, voice, round_, (*found.comments, *found.proposals))
    return Gathering(found.members, found.senders, found.comments, found.proposals, names, ready)


def load_ready(session: Session, voice: Voice, round_: Round, person_id: int) -> datetime | None:
    """When the person said that their part is ready."""
    return session.scalar(
        select(Readiness.told_at)
        .join(Answer, Answer.id == Readiness.answer_id)
        .where(Answer.voice_id == voice.id, Answer.round_id == round_.id, Readiness.person_id == person_id)
    )


def _organisation(session: Session, voice: Voice) -> tuple[int, Senders]:
    """How many members it has, and who of them may send."""
    members = select(func.count(Membership.id)).where(
        Membership.organisation_id == Organisation.id, Membership.ended_at.is_(None)
    )
    row = session.execute(
        select(members.scalar_subquery(), Organisation.senders).where(
            Organisation.id == voice.organisation_id
        )
    ).one()
    return row[0], row[1]


def _unsent(kind: type[Kind], voice: Voice, round_: Round) -> Select[Kind]:
    return (
        select(kind)
        .join(Answer)
        .where(
            Answer.voice_id == voice.id,
            Answer.round_id == round_.id,
            kind.sent_at.is_(None),
            ~is_taken_back(kind),
        )
        .order_by(kind.id)
    )


def _authors(
    session: Session, voice: Voice, round_: Round, said: Iterable[Comment | Proposal]
) -> tuple[dict[int, str], dict[int, datetime]]:
    """What the writers are called, and when they told that they are ready."""
    answer = select(Answer.id).where(Answer.voice_id == voice.id, Answer.round_id == round_.id)
    own = and_(Readiness.person_id == Person.id, Readiness.answer_id.in_(answer))
    rows = session.execute(
        select(Person.id, Person.name, Person.email, Readiness.told_at)
        .outerjoin(Readiness, own)
        .where(Person.id.in_({one.author_id for one in said}))
    ).all()
    names = {row.id: row.name or row.email for row in rows}
    return names, {row.id: row.told_at for row in rows if row.told_at is not None}
