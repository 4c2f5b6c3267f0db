"""The timetable is planned as a whole and in order."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Person, Stage, StageKind
from consult.services.consultations import plan_stages
from consult.services.stages import Timetable
from tests.factories import DAY, NOW
from tests.log import actions


def planned(
    session: Session, consultation: Consultation
) -> dict[StageKind, tuple[datetime, datetime | None]]:
    """The timetable as it is stored."""
    rows = session.scalars(select(Stage).where(Stage.consultation_id == consultation.id))
    return {stage.kind: (stage.starts_at, stage.ends_at) for stage in rows}


def test_planning_again_replaces_the_whole_timetable(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    first: Timetable = {StageKind.PLANNING: (NOW, NOW + DAY), StageKind.COMMENTING: (NOW + DAY, None)}
    plan_stages(session, noise, first, actor=agent, now=NOW)
    plan_stages(session, consultation, first, actor=agent, now=NOW)
    second: Timetable = {
        StageKind.COMMENTING: (NOW + 2 * DAY, NOW + 5 * DAY),
        StageKind.FILING: (NOW + 9 * DAY, None),
    }
    plan_stages(session, consultation, second, actor=agent, now=NOW)
    assert planned(session, consultation) == second
    assert planned(session, noise) == first
    assert actions(session, consultation.id)[-2:] == ["timetable.planned"] * 2


def test_stages_may_overlap_and_end_on_the_day_they_start(
    session: Session, agent: Person, consultation: Consultation
) -> None:
    timetable: Timetable = {
        StageKind.COMMENTING: (NOW, NOW + 9 * DAY),
        StageKind.RECONCILING: (NOW + 5 * DAY, NOW + 5 * DAY),
    }
    plan_stages(session, consultation, timetable, actor=agent, now=NOW)
    assert planned(session, consultation) == timetable


@pytest.mark.parametrize(
    ("timetable", "field"),
    [
        ({StageKind.PLANNING: (NOW, NOW - DAY)}, "planning"),
        ({StageKind.PLANNING: (NOW, None), StageKind.FILING: (NOW - DAY, None)}, "filing"),
    ],
)
def test_a_timetable_that_runs_backwards_is_refused(
    session: Session, agent: Person, consultation: Consultation, timetable: Timetable, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        plan_stages(session, consultation, timetable, actor=agent, now=NOW)
    assert refusal.value.field == field
    assert planned(session, consultation) == {}
