"""The points of a consultation: how they are worded, how many notes they came of, and where they went."""

from dataclasses import dataclass

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session, aliased

from consult.models import Gathering, GatheringKind, Note, Point, PointAnswer, PointWording, Proposal
from consult.reports.notes import is_hidden, standing


@dataclass(frozen=True)
class PointEntry:
    """One point as it stands; `answer` is where it went, None while nobody has said."""

    point: Point
    wording: PointWording
    answer: PointAnswer | None
    proposal: int | None
    notes: int


def load_points(session: Session, consultation_id: int) -> tuple[PointEntry, ...]:
    """Every point that has notes or had some, by number, in one query."""
    wording, answer = aliased(PointWording), aliased(PointAnswer)
    last_wording = select(func.max(wording.number)).where(wording.point_id == Point.id)
    last_answer = select(func.max(answer.number)).where(answer.point_id == Point.id)
    counts = _counts(consultation_id)
    rows = session.execute(
        select(Point, PointWording, PointAnswer, Proposal.number, func.coalesce(counts.c.notes, 0))
        .join(PointWording, PointWording.point_id == Point.id)
        .outerjoin(
            PointAnswer,
            (PointAnswer.point_id == Point.id) & (PointAnswer.number == last_answer.scalar_subquery()),
        )
        .outerjoin(Proposal, Proposal.id == PointAnswer.proposal_id)
        .outerjoin(counts, counts.c.point_id == Point.id)
        .where(
            Point.consultation_id == consultation_id, PointWording.number == last_wording.scalar_subquery()
        )
        .order_by(Point.number)
    )
    return tuple(PointEntry(*row) for row in rows)


def find_point(session: Session, consultation_id: int, number: int) -> PointEntry | None:
    """One of them by its number."""
    found = (entry for entry in load_points(session, consultation_id) if entry.point.number == number)
    return next(found, None)


def _counts(consultation_id: int) -> Subquery:
    stands = standing(consultation_id)
    return (
        select(Gathering.point_id, func.count(Note.id).label("notes"))
        .join(stands, stands.c.gathering_id == Gathering.id)
        .join(Note, Note.id == stands.c.note_id)
        .where(Gathering.kind == GatheringKind.POINT, ~is_hidden())
        .group_by(Gathering.point_id)
        .subquery()
    )
