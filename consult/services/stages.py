"""The timetable: the planned days of each stage."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import PLANNABLE, Consultation, Person, Request, Stage, StageKind
from consult.services.endings import require_going_on
from consult.services.log import record

Timetable = Mapping[StageKind, tuple[datetime, datetime | None]]


def plan_stages(
    session: Session, consultation: Consultation, stages: Timetable, *, actor: Person, now: datetime
) -> None:
    """The whole timetable: stages follow each other, and one that is left out is not planned any more."""
    require_going_on(session, consultation.id)
    _check(stages)
    known = {
        stage.kind: stage
        for stage in session.scalars(select(Stage).where(Stage.consultation_id == consultation.id))
    }
    for kind in known.keys() - stages.keys():
        session.delete(known[kind])
    for kind, (starts_at, ends_at) in stages.items():
        stage = known.get(kind)
        if stage is None:
            stage = Stage(consultation_id=consultation.id, kind=kind)
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


def _check(stages: Timetable) -> None:
    previous: datetime | None = None
    for kind in PLANNABLE:
        if kind not in stages:
            continue
        starts_at, ends_at = stages[kind]
        if ends_at is not None and ends_at < starts_at:
            raise Invalid("A stage cannot end before it starts.", field=kind.value)
        if previous is not None and starts_at < previous:
            raise Invalid("A stage cannot start before the one before it.", field=kind.value)
        previous = starts_at
