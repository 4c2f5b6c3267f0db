"""The timetable: the planned days of each stage."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Person, Request, Stage, StageKind
from consult.reports.counting_back import StageKey, stage_place
from consult.services.endings import require_going_on
from consult.services.log import record

Days = tuple[datetime, datetime | None]
Timetable = Mapping[StageKind, Days]
LaterRounds = Mapping[StageKey, Days]


def plan_stages(
    session: Session,
    consultation: Consultation,
    stages: Timetable,
    *,
    later: LaterRounds = MappingProxyType({}),
    actor: Person,
    now: datetime,
) -> None:
    """The whole timetable: stages follow each other, and one that is left out is not planned any more.

    `later` are the days of the later rounds of a strategy.
    """
    wanted: dict[StageKey, Days] = {(kind, 1): days for kind, days in stages.items()}
    wanted |= later
    require_going_on(session, consultation.id)
    _check(wanted)
    known = {
        (stage.kind, stage.number): stage
        for stage in session.scalars(select(Stage).where(Stage.consultation_id == consultation.id))
    }
    for key in known.keys() - wanted.keys():
        session.delete(known[key])
    for key, (starts_at, ends_at) in wanted.items():
        stage = known.get(key)
        if stage is None:
            stage = Stage(consultation_id=consultation.id, kind=key[0], number=key[1])
            session.add(stage)
        stage.starts_at, stage.ends_at = starts_at, ends_at
    deadline = session.scalar(select(Request.deadline_at).where(Request.consultation_id == consultation.id))
    record(
        session,
        "timetable.planned",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        deadline=deadline.isoformat() if deadline else None,
    )
    session.flush()


def stage_field(key: StageKey) -> str:
    """What a stage is called where its days are typed: commenting, commenting2."""
    kind, number = key
    return kind.value if number == 1 else f"{kind.value}{number}"


def _check(wanted: Mapping[StageKey, Days]) -> None:
    previous: datetime | None = None
    for key in sorted(wanted, key=stage_place):
        starts_at, ends_at = wanted[key]
        if ends_at is not None and ends_at < starts_at:
            raise Invalid("A stage cannot end before it starts.", field=stage_field(key))
        if previous is not None and starts_at < previous:
            raise Invalid("A stage cannot start before the one before it.", field=stage_field(key))
        previous = starts_at
