"""What the front page lists: every consultation the reader may read, its stage, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.models import (
    Answer,
    Consultation,
    Document,
    DocumentRole,
    Request,
    Round,
    StageKind,
    Submission,
    Version,
    Voice,
)
from consult.security import Identity, Permission, Place, permits


class NextAction(StrEnum):
    """The one thing to do next, by role and stage."""

    PREPARE = "prepare"
    FOLLOW = "follow"
    RECONCILE = "reconcile"
    FILE = "file"
    ANSWER = "answer"
    SEE_ANSWERS = "see_answers"
    READ_DECISIONS = "read_decisions"
    READ = "read"
    VISIT = "visit"


@dataclass(frozen=True)
class Entry:
    """One consultation on the front page; `until` is when its present stage or its work must end."""

    slug: str
    title: str
    summary: str
    host: str
    stage: StageKind
    until: datetime | None
    action: NextAction
    is_own: bool


@dataclass(frozen=True)
class _Facts:
    consultation: Consultation
    published_at: datetime | None
    round: Round | None
    deadline_at: datetime | None
    is_filed: bool
    has_answered: bool


AGENT_ACTIONS = {
    StageKind.PLANNING: NextAction.PREPARE,
    StageKind.COMMENTING: NextAction.FOLLOW,
    StageKind.RECONCILING: NextAction.RECONCILE,
    StageKind.FILING: NextAction.FILE,
}


def list_consultations(session: Session, identity: Identity, *, now: datetime) -> tuple[Entry, ...]:
    """Own consultations first, then others, each by nearest end; the number of queries is constant."""
    entries = [_entry(facts, identity, now) for facts in _load(session, identity)]
    return tuple(
        sorted(entries, key=lambda e: (not e.is_own, e.stage is StageKind.FOLLOWING, _end(e), e.title))
    )


def stage_of(
    *, published_at: datetime | None, last_round: Round | None, is_filed: bool, now: datetime
) -> StageKind:
    """The stage follows from what has happened: it is never set by hand."""
    if is_filed:
        return StageKind.FOLLOWING
    if published_at is None or last_round is None or now < last_round.opens_at:
        return StageKind.PLANNING
    if last_round.is_open(now):
        return StageKind.COMMENTING
    return StageKind.FILING if published_at >= last_round.closes_at else StageKind.RECONCILING


def _entry(facts: _Facts, identity: Identity, now: datetime) -> Entry:
    consultation = facts.consultation
    stage = stage_of(
        published_at=facts.published_at, last_round=facts.round, is_filed=facts.is_filed, now=now
    )
    is_agent = identity.is_agent_of(consultation.id)
    takes_part = bool(identity.organisations_in(consultation.id))
    until = facts.round.closes_at if facts.round and stage is StageKind.COMMENTING else facts.deadline_at
    return Entry(
        slug=consultation.slug,
        title=consultation.title,
        summary=consultation.summary,
        host=consultation.host,
        stage=stage,
        until=None if facts.is_filed else until,
        action=_action(facts, stage, is_agent=is_agent, takes_part=takes_part),
        is_own=is_agent or takes_part,
    )


def _action(facts: _Facts, stage: StageKind, *, is_agent: bool, takes_part: bool) -> NextAction:
    if is_agent and stage in AGENT_ACTIONS:
        return AGENT_ACTIONS[stage]
    if facts.published_at is None:
        return NextAction.VISIT
    if stage in {StageKind.FILING, StageKind.FOLLOWING}:
        return NextAction.READ_DECISIONS if takes_part or is_agent else NextAction.READ
    if takes_part and facts.has_answered:
        return NextAction.SEE_ANSWERS
    if takes_part and stage is StageKind.COMMENTING:
        return NextAction.ANSWER
    return NextAction.READ


def _end(entry: Entry) -> float:
    return entry.until.timestamp() if entry.until else float("inf")


def _load(session: Session, identity: Identity) -> list[_Facts]:
    rows = _readable(session, identity)
    ids = [consultation.id for consultation, _ in rows]
    rounds = {row.consultation_id: row for row in _rounds(session, ids)}
    deadlines = dict(_deadlines(session, ids))
    filed = frozenset(
        session.scalars(select(Submission.consultation_id).where(Submission.consultation_id.in_(ids)))
    )
    answered = frozenset(session.scalars(_answered(identity, [row.id for row in rounds.values()])))
    return [
        _Facts(
            consultation=consultation,
            published_at=published_at,
            round=rounds.get(consultation.id),
            deadline_at=deadlines.get(consultation.id),
            is_filed=consultation.id in filed,
            has_answered=consultation.id in answered,
        )
        for consultation, published_at in rows
    ]


def _readable(session: Session, identity: Identity) -> Sequence[tuple[Consultation, datetime | None]]:
    newest = (
        select(Document.consultation_id, func.max(Version.published_at).label("published_at"))
        .join(Version, Version.document_id == Document.id)
        .where(Document.role == DocumentRole.DRAFT)
        .group_by(Document.consultation_id)
        .subquery()
    )
    statement = select(Consultation, newest.c.published_at).outerjoin(
        newest, newest.c.consultation_id == Consultation.id
    )
    return [
        (consultation, published_at)
        for consultation, published_at in session.execute(statement).tuples()
        if permits(identity, Permission.READ, _place(consultation, is_published=published_at is not None))
    ]


def _place(consultation: Consultation, *, is_published: bool) -> Place:
    return Place(consultation_id=consultation.id, access=consultation.access, is_published=is_published)


def _deadlines(session: Session, consultation_ids: Sequence[int]) -> Sequence[tuple[int, datetime]]:
    statement = select(Request.consultation_id, Request.deadline_at)
    rows = session.execute(statement.where(Request.consultation_id.in_(consultation_ids)))
    return [(consultation_id, deadline_at) for consultation_id, deadline_at in rows]


def _rounds(session: Session, consultation_ids: Sequence[int]) -> Sequence[Round]:
    # Ascending, so that the last round of each consultation is the one a dictionary keeps.
    statement = select(Round).where(Round.consultation_id.in_(consultation_ids)).order_by(Round.number)
    return session.scalars(statement).all()


def _answered(identity: Identity, round_ids: Sequence[int]) -> Select[int]:
    return (
        select(Voice.consultation_id)
        .join(Answer, Answer.voice_id == Voice.id)
        .where(
            Voice.organisation_id.in_(identity.member_of),
            Answer.round_id.in_(round_ids),
            Answer.sent_at.is_not(None),
        )
    )
