"""Each round of a strategy is a step of its own, and its plan tells how far the preparation has come."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import ConsultationKind, Stage, StageKind
from consult.reports.counting_back import STRATEGY, count_back, from_stage, template_of
from consult.reports.stages import Standing, StepState, load_standing
from consult.services.rounds import open_round
from consult.services.stages import plan_stages
from tests.factories import DAY, NOW, make_text
from tests.services.conftest import agent, consultation, scene, session
from tests.services.scene import Scene

__all__ = ["agent", "consultation", "scene", "session"]

COMMENTING, RECONCILING = StageKind.COMMENTING, StageKind.RECONCILING


def plan(session: Session, scene: Scene) -> None:
    """Workshops and drafting are over, and a second round is planned."""
    start = NOW - 20 * DAY
    plan_stages(
        session,
        scene.consultation,
        {
            StageKind.PLANNING: (start, start + DAY),
            StageKind.WORKSHOPS: (start + 2 * DAY, start + 8 * DAY),
            StageKind.DRAFTING: (start + 9 * DAY, None),
            COMMENTING: (NOW - DAY, NOW + 12 * DAY),
            RECONCILING: (NOW + 12 * DAY, NOW + 15 * DAY),
            StageKind.FILING: (NOW + 40 * DAY, None),
        },
        later={
            (COMMENTING, 2): (NOW + 20 * DAY, NOW + 25 * DAY),
            (RECONCILING, 2): (NOW + 26 * DAY, NOW + 30 * DAY),
        },
        actor=scene.agent,
        now=NOW,
    )


def present(standing: Standing) -> tuple[StageKind, int]:
    """The step that is marked as the present one."""
    (found,) = [(step.kind, step.number) for step in standing.steps if step.state is StepState.CURRENT]
    return found


def test_every_round_is_a_step(session: Session, scene: Scene) -> None:
    plan(session, scene)
    standing = load_standing(session, scene.consultation, NOW)
    assert [(step.kind.value, step.number) for step in standing.steps] == [
        ("planning", 1),
        ("workshops", 1),
        ("drafting", 1),
        ("commenting", 1),
        ("reconciling", 1),
        ("commenting", 2),
        ("reconciling", 2),
        ("filing", 1),
        ("following", 1),
    ]
    assert standing.steps[3].ends_at == scene.round.closes_at
    assert standing.steps[5].starts_at == NOW + 20 * DAY


def test_the_present_step_follows_the_rounds(session: Session, scene: Scene) -> None:
    plan(session, scene)
    assert present(load_standing(session, scene.consultation, NOW)) == (COMMENTING, 1)
    later = scene.round.closes_at + DAY
    assert present(load_standing(session, scene.consultation, later)) == (RECONCILING, 1)
    scene.publish(session, make_text("# Otsikko", "Uusi.", "Toinen."))
    open_round(
        session,
        scene.consultation,
        opens_at=later + DAY,
        closes_at=later + 5 * DAY,
        actor=scene.agent,
        now=later,
    )
    standing = load_standing(session, scene.consultation, later)
    assert (standing.current, present(standing)) == (StageKind.PLANNING, (StageKind.PUBLISHED, 1))
    standing = load_standing(session, scene.consultation, later + DAY)
    assert present(standing) == (COMMENTING, 2)
    assert standing.steps[5].ends_at == later + 5 * DAY


def test_the_plan_tells_how_far_the_preparation_is(session: Session, scene: Scene) -> None:
    plan(session, scene)
    start = NOW - 20 * DAY
    for days, kind in ((1, StageKind.PLANNING), (3, StageKind.WORKSHOPS), (10, StageKind.DRAFTING)):
        standing = load_standing(session, scene.consultation, start + days * DAY)
        assert (standing.current, present(standing)) == (StageKind.PLANNING, (kind, 1))


def test_later_rounds_are_planned_in_order_and_as_a_whole(session: Session, scene: Scene) -> None:
    plan(session, scene)
    with pytest.raises(Invalid) as refusal:
        plan_stages(
            session,
            scene.consultation,
            {RECONCILING: (NOW + 5 * DAY, None)},
            later={(COMMENTING, 2): (NOW, None)},
            actor=scene.agent,
            now=NOW,
        )
    assert refusal.value.field == "commenting2"
    plan_stages(session, scene.consultation, {RECONCILING: (NOW, None)}, actor=scene.agent, now=NOW)
    assert [(stage.kind, stage.number) for stage in session.query(Stage)] == [(RECONCILING, 1)]


def test_a_strategy_is_counted_back_through_three_rounds() -> None:
    assert template_of(ConsultationKind.STRATEGY) is STRATEGY
    deadline = datetime(2027, 12, 15, 16)  # noqa: DTZ001 - a wall clock
    spans = count_back(deadline, STRATEGY, start=date(2027, 1, 4))
    rounds = [(span.number, span.first, span.last) for span in spans if span.kind is COMMENTING]
    assert [number for number, _, _ in rounds] == [1, 2, 3]
    assert all(last is not None and last - first > timedelta(days=8) for _, first, last in rounds)
    rest = from_stage(STRATEGY, RECONCILING, 2)
    assert [part.key for part in rest][:3] == [(RECONCILING, 2), (COMMENTING, 3), (RECONCILING, 3)]
