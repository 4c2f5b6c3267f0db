"""What the front page lists: every consultation the reader may read, and the one thing to do next in it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from consult.models import Answer, Comment, Consultation, Proposal, Request, StageKind, Voice
from consult.reports.stages import Standing, load_standings
from consult.reports.visibility import is_being_entered
from consult.security import Identity, Permission, Place, permits


class NextAction(StrEnum):
    """The one thing to do next, by role and stage."""

    PREPARE = "prepare"
    FOLLOW = "follow"
    RECONCILE = "reconcile"
    FILE = "file"
    ANSWER = "answer"
    GO_ON = "go_on"
    SEE_ANSWERS = "see_answers"
    READ_DECISIONS = "read_decisions"
    READ = "read"
    VISIT = "visit"


@dataclass(frozen=True)
class Entry:
    """One consultation on the front page; `until` is when answering or the whole work must end."""

    consultation: Consultation
    stage: StageKind
    until: datetime | None
    action: NextAction
    is_own: bool


@dataclass(frozen=True)
class _Part:
    """The reader's part in a consultation."""

    is_agent: bool
    takes_part: bool
    has_answered: bool
    has_unsent: bool


AGENT_ACTIONS = {
    StageKind.PLANNING: NextAction.PREPARE,
    StageKind.COMMENTING: NextAction.FOLLOW,
    StageKind.RECONCILING: NextAction.RECONCILE,
    StageKind.ENDORSING: NextAction.FILE,
    StageKind.FILING: NextAction.FILE,
}
DECIDED = frozenset({StageKind.ENDORSING, StageKind.FILING, StageKind.FOLLOWING, StageKind.ARCHIVED})
#: Nothing more happens in these.
OVER = frozenset({StageKind.FOLLOWING, StageKind.ARCHIVED, StageKind.CANCELLED})


def list_entries(session: Session, identity: Identity, now: datetime) -> tuple[Entry, ...]:
    """Own consultations first, then others, each by nearest end; the number of queries is constant."""
    every = session.scalars(select(Consultation)).all()
    standings = load_standings(session, [consultation.id for consultation in every], now)
    readable = [found for found in every if _may_read(identity, found, standings[found.id])]
    deadlines = _deadlines(session, [consultation.id for consultation in readable])
    answered = _answered(session, identity, [standings[found.id] for found in readable])
    begun = _begun(session, identity, [standings[found.id] for found in readable])
    entries = [
        _entry(found, standings[found.id], deadlines.get(found.id), _part(identity, found, answered, begun))
        for found in readable
    ]
    return tuple(sorted(entries, key=_order))


def _may_read(identity: Identity, consultation: Consultation, standing: Standing) -> bool:
    place = Place(consultation.id, consultation.access, is_published=standing.version is not None)
    return permits(identity, Permission.READ, place)


def _part(
    identity: Identity, consultation: Consultation, answered: frozenset[int], begun: frozenset[int]
) -> _Part:
    return _Part(
        is_agent=identity.is_agent_of(consultation.id),
        takes_part=identity.takes_part_in(consultation.id),
        has_answered=consultation.id in answered,
        has_unsent=consultation.id in begun,
    )


def _entry(consultation: Consultation, standing: Standing, deadline: datetime | None, part: _Part) -> Entry:
    until = standing.round.closes_at if standing.is_open and standing.round else deadline
    return Entry(
        consultation=consultation,
        stage=standing.stage,
        until=None if standing.current in OVER else until,
        action=_action(standing, part),
        is_own=part.is_agent or part.takes_part,
    )


def _action(standing: Standing, part: _Part) -> NextAction:
    stage = standing.current
    if part.is_agent and stage in AGENT_ACTIONS:
        return AGENT_ACTIONS[stage]
    if standing.version is None:
        return NextAction.VISIT
    if stage in DECIDED:
        return NextAction.READ_DECISIONS if part.takes_part or part.is_agent else NextAction.READ
    return _answering(part, is_open=stage is StageKind.COMMENTING) if part.takes_part else NextAction.READ


def _answering(part: _Part, *, is_open: bool) -> NextAction:
    """Begin, go on with what is unsent, or look at what was sent."""
    if is_open and part.has_unsent:
        return NextAction.GO_ON
    if part.has_answered:
        return NextAction.SEE_ANSWERS
    return NextAction.ANSWER if is_open else NextAction.READ


def _order(entry: Entry) -> tuple[bool, bool, float, str]:
    end = entry.until.timestamp() if entry.until else float("inf")
    return (not entry.is_own, entry.stage in OVER, end, entry.consultation.title)


def _deadlines(session: Session, consultation_ids: list[int]) -> dict[int, datetime]:
    statement = select(Request.consultation_id, Request.deadline_at)
    rows = session.execute(statement.where(Request.consultation_id.in_(consultation_ids)))
    return {row.consultation_id: row.deadline_at for row in rows}


def _answered(session: Session, identity: Identity, standings: list[Standing]) -> frozenset[int]:
    """The consultations in whose last opened round an own organisation has sent its answer."""
    statement = _own_answers(identity, standings).where(Answer.sent_at.is_not(None))
    return frozenset(session.scalars(statement))


def _begun(session: Session, identity: Identity, standings: list[Standing]) -> frozenset[int]:
    """The consultations in whose last opened round an own organisation saved something not sent."""
    unsent = [
        Answer.id.in_(
            select(kind.answer_id).where(
                kind.sent_at.is_(None), kind.withdrawn_at.is_(None), ~is_being_entered(kind)
            )
        )
        for kind in (Comment, Proposal)
    ]
    return frozenset(session.scalars(_own_answers(identity, standings).where(or_(*unsent))))


def _own_answers(identity: Identity, standings: list[Standing]) -> Select[int]:
    opened = [standing.facts.round for standing in standings]
    rounds = [round_.id for round_ in opened if round_ is not None]
    return (
        select(Voice.consultation_id)
        .join(Answer, Answer.voice_id == Voice.id)
        .where(Answer.round_id.in_(rounds), Voice.organisation_id.in_(identity.member_of))
    )
