"""What happens when: the days of the stages, openings, closings and the deadline, for calendars and lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from consult.models import LogEntry, Request, Round, StageKind
from consult.reports.stages import Standing


class OccasionKind(StrEnum):
    """What a day is about."""

    STAGE = "stage"
    ROUND_OPENS = "round_opens"
    ROUND_CLOSES = "round_closes"
    SIGNING_CLOSES = "signing_closes"
    DEADLINE = "deadline"
    FILED = "filed"


@dataclass(frozen=True)
class Occasion:
    """One thing in a calendar. `key` never changes; a stage lasts whole days, the others are moments."""

    key: str
    kind: OccasionKind
    starts_at: datetime
    ends_at: datetime | None = None
    stage: StageKind | None = None
    number: int = 1


@dataclass(frozen=True)
class Revision:
    """How often the timetable has changed, and when last."""

    sequence: int
    at: datetime | None


#: What the log calls the changes that move something in a calendar.
CHANGES = ("round.", "timetable.", "signing.", "request.", "consultation.", "statement.")


def load_occasions(session: Session, consultation_id: int, standing: Standing) -> tuple[Occasion, ...]:
    """Everything that has a day, in order, in two queries."""
    rounds = session.scalars(
        select(Round).where(Round.consultation_id == consultation_id).order_by(Round.number)
    ).all()
    request = session.scalar(select(Request).where(Request.consultation_id == consultation_id))
    found = [*_of_stages(standing, rounds=len(rounds)), *_of_rounds(rounds)]
    endorsing = standing.facts.endorsing
    if endorsing is not None:
        key = f"signing-{endorsing.id}-closes"
        found.append(Occasion(key, OccasionKind.SIGNING_CLOSES, endorsing.closes_at))
    if request is not None:
        found.append(Occasion(f"request-{request.id}", OccasionKind.DEADLINE, request.deadline_at))
    if standing.submission is not None:
        key = f"submission-{standing.submission.id}"
        found.append(Occasion(key, OccasionKind.FILED, standing.submission.filed_at))
    return tuple(sorted(found, key=lambda each: (each.starts_at, each.key)))


def load_revision(session: Session, consultation_id: int) -> Revision:
    """Counted from the log, so that it only grows."""
    row = session.execute(
        select(func.count(LogEntry.id), func.max(LogEntry.at)).where(
            LogEntry.consultation_id == consultation_id,
            or_(*(LogEntry.action.startswith(beginning) for beginning in CHANGES)),
        )
    ).one()
    return Revision(row[0], row[1])


def _of_stages(standing: Standing, *, rounds: int) -> Iterable[Occasion]:
    """The planned days; those of rounds are told by the rounds themselves."""
    facts = standing.facts
    for stage in (*(facts.planned or {}).values(), *facts.later.values()):
        is_told = stage.kind is StageKind.COMMENTING and stage.number <= rounds
        is_told = is_told or (stage.kind is StageKind.ENDORSING and facts.endorsing is not None)
        if not is_told:
            key = f"stage-{stage.id}"
            number = stage.number
            days = stage.starts_at, stage.ends_at
            yield Occasion(key, OccasionKind.STAGE, *days, stage=stage.kind, number=number)


def _of_rounds(rounds: Iterable[Round]) -> Iterable[Occasion]:
    for round_ in rounds:
        opens, closes = OccasionKind.ROUND_OPENS, OccasionKind.ROUND_CLOSES
        yield Occasion(f"round-{round_.id}-opens", opens, round_.opens_at, number=round_.number)
        yield Occasion(f"round-{round_.id}-closes", closes, round_.closes_at, number=round_.number)
