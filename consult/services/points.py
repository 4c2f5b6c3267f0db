"""Points: their words, and where each of them went in the text or why not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotFound
from consult.models import (
    Consultation,
    Destination,
    Document,
    Person,
    Point,
    PointAnswer,
    PointWording,
    Proposal,
    Version,
    VersionBlock,
)
from consult.services.limits import require_length, require_size
from consult.services.log import record

MAX_POINT = 500


@dataclass(frozen=True)
class Went:
    """Where a point went: blocks of a version, a proposal, or nowhere for a reason."""

    destination: Destination
    version: Version | None = None
    blocks: tuple[str, ...] = ()
    proposal: Proposal | None = None
    reason: str = ""


def add_point(
    session: Session, consultation: Consultation, words: str, *, actor: Person, now: datetime
) -> Point:
    """A point with its first wording."""
    _check_words(words)
    highest = select(func.max(Point.number)).where(Point.consultation_id == consultation.id)
    number = (session.scalar(highest) or 0) + 1
    point = Point(consultation_id=consultation.id, number=number, created_at=now)
    session.add(point)
    session.flush()
    session.add(PointWording(point_id=point.id, number=1, text=words, actor_id=actor.id, at=now))
    _log(session, "point.added", point, actor=actor, now=now)
    return point


def word_point(
    session: Session, point: Point, words: str, *, seen: int, actor: Person, now: datetime
) -> None:
    """Other words for the point; both are told when somebody else has worded it meanwhile."""
    _check_words(words)
    standing = session.scalars(
        select(PointWording).where(PointWording.point_id == point.id).order_by(PointWording.number.desc())
    ).first()
    if standing is None or (standing.text == words and standing.number in (seen, seen + 1)):
        return
    if standing.number != seen:
        raise Conflict(
            "Somebody else has worded this point since you opened it.", ours=words, theirs=standing.text
        )
    row = PointWording(point_id=point.id, number=seen + 1, text=words, actor_id=actor.id, at=now)
    session.add(row)
    _log(session, "point.worded", point, actor=actor, now=now)


def answer_point(
    session: Session, point: Point, went: Went, *, seen: int, actor: Person, now: datetime
) -> None:
    """Say where the point went; both are told when somebody else has said it meanwhile."""
    _check(session, point, went)
    standing = last_answer(session, point)
    if standing is not None and _says(standing, went):
        return
    number = 0 if standing is None else standing.number
    if number != seen:
        raise Conflict(
            "Somebody else has said where this point went since you opened it.",
            ours=went.reason,
            theirs="" if standing is None else standing.reason,
        )
    session.add(
        PointAnswer(
            point_id=point.id,
            number=number + 1,
            destination=went.destination,
            version_id=None if went.version is None else went.version.id,
            blocks=list(went.blocks),
            proposal_id=None if went.proposal is None else went.proposal.id,
            reason=went.reason,
            actor_id=actor.id,
            at=now,
        )
    )
    _log(session, "point.answered", point, actor=actor, now=now)


def last_answer(session: Session, point: Point) -> PointAnswer | None:
    """Where the point went, as it stands."""
    return session.scalars(
        select(PointAnswer).where(PointAnswer.point_id == point.id).order_by(PointAnswer.number.desc())
    ).first()


def _says(standing: PointAnswer, went: Went) -> bool:
    version = None if went.version is None else went.version.id
    proposal = None if went.proposal is None else went.proposal.id
    now = (standing.destination, standing.version_id, tuple(standing.blocks), standing.proposal_id)
    return (*now, standing.reason) == (went.destination, version, went.blocks, proposal, went.reason)


def _check_words(words: str) -> None:
    if not words:
        raise Invalid("Write the point in one sentence.", field="words")
    require_length(words, field="words", limit=MAX_POINT)


def _check(session: Session, point: Point, went: Went) -> None:
    require_size(went.reason, field="reason")
    match went.destination:
        case Destination.NOWHERE if not went.reason:
            raise Invalid("Write why the point is not in the text.", field="reason")
        case Destination.TEXT:
            _check_blocks(session, point, went)
        case Destination.PROPOSAL:
            if went.proposal is None or went.proposal.consultation_id != point.consultation_id:
                raise NotFound("The proposal was not found.")


def _check_blocks(session: Session, point: Point, went: Went) -> None:
    if not went.blocks:
        raise Invalid("Choose at least one block.", field="blocks")
    if went.version is None:
        raise NotFound("The draft has not been published yet.")
    known = session.scalars(
        select(VersionBlock.block_id)
        .join(Version, Version.id == VersionBlock.version_id)
        .join(Document, Document.id == Version.document_id)
        .where(
            Document.consultation_id == point.consultation_id,
            Version.id == went.version.id,
            VersionBlock.block_id.in_(went.blocks),
        )
    )
    if set(known) != set(went.blocks):
        raise NotFound("The block was not found.")


def _log(session: Session, action: str, point: Point, *, actor: Person, now: datetime) -> None:
    session.flush()
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=point.consultation_id,
        subject="point",
        subject_id=point.id,
        point=point.number,
    )
