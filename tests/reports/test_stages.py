"""The stage of a consultation follows from its rows alone."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.models import Outcome, Person, Round, StageKind, Submission
from consult.reports.reconciliation import load_decisions
from consult.reports.stages import StepState, load_standing, load_standings
from consult.services.consultations import plan_stages
from consult.services.decisions import undo
from consult.services.proposals import make_proposal
from consult.services.rounds import open_round
from consult.services.voices import office_voice
from consult.services.wishes import Reword
from tests.counting import count_queries
from tests.factories import DAY, NOW, make_consultation, make_version
from tests.statement import Statement


@pytest.fixture
def agent(statement: Statement) -> Person:
    """The change agent."""
    return statement.agent


def test_without_a_version_it_is_planned(session: Session, agent: Person) -> None:
    standing = load_standing(session, make_consultation(session, agent), NOW)
    assert standing.current is StageKind.PLANNING
    assert (standing.draft, standing.version, standing.round) == (None, None, None)


def test_a_version_without_a_round_is_still_planning(session: Session, agent: Person) -> None:
    consultation = make_consultation(session, agent)
    make_version(session, consultation, agent)
    assert load_standing(session, consultation, NOW).current is StageKind.PLANNING


@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        (-2 * DAY, StageKind.PLANNING),
        (-1 * DAY, StageKind.COMMENTING),
        (12 * DAY - timedelta(seconds=1), StageKind.COMMENTING),
        (12 * DAY, StageKind.RECONCILING),
    ],
)
def test_a_round_is_half_open(statement: Statement, moment: timedelta, stage: StageKind) -> None:
    standing = load_standing(statement.session, statement.consultation, NOW + moment)
    assert standing.current is stage
    assert standing.is_open is (stage is StageKind.COMMENTING)


def publish(statement: Statement) -> None:
    """A second version after the round."""
    proposal = statement.reword("Suunnitelma on", "selkeä", "hyvä")
    statement.send(0)
    statement.close()
    statement.decide(proposal, Outcome.ACCEPTED)
    statement.publish()


def test_a_newer_version_after_the_round_is_ready_to_be_filed(statement: Statement) -> None:
    publish(statement)
    standing = load_standing(statement.session, statement.consultation, statement.now)
    assert standing.current is StageKind.FILING
    assert standing.version == statement.version


@pytest.fixture
def half_decided(statement: Statement) -> Statement:
    """Version 2 came out while one proposal and one comment still wait for their decision."""
    taken = statement.reword("Suunnitelma on", "selkeä", "hyvä")
    statement.reword("Pienellä", "maksuton tila", "maksuton ja esteetön tila", by=1)
    statement.comment("Selkävesi", "Luku on vanha.", by=2)
    statement.send()
    statement.close()
    statement.decide(taken, Outcome.ACCEPTED)
    statement.publish()
    return statement


def stage_of(statement: Statement) -> StageKind:
    """Where it stands now."""
    return load_standing(statement.session, statement.consultation, statement.now).current


def test_what_is_still_open_after_publishing_keeps_it_in_reconciling(half_decided: Statement) -> None:
    assert stage_of(half_decided) is StageKind.RECONCILING


@pytest.mark.usefixtures("half_decided")
def test_answers_are_settled_once_a_version_publishes_them(statement: Statement) -> None:
    statement.decide(statement.proposals[1], Outcome.ACCEPTED)
    assert stage_of(statement) is StageKind.RECONCILING
    statement.answer(statement.comments[0], Outcome.NOTED, reason="Luku tarkistetaan.")
    assert stage_of(statement) is StageKind.RECONCILING
    statement.publish()
    assert stage_of(statement) is StageKind.FILING


@pytest.mark.usefixtures("half_decided")
def test_what_is_postponed_settles_until_the_next_version(statement: Statement) -> None:
    statement.decide(statement.proposals[1], Outcome.POSTPONED, reason="Vasta strategiassa.")
    statement.answer(statement.comments[0], Outcome.POSTPONED, reason="Vasta strategiassa.")
    assert stage_of(statement) is StageKind.FILING
    own = make_proposal(
        statement.session,
        statement.version,
        Reword((statement.block("Mittarit laskevat käyntejä"),), "Mittarit laskevat kävijöitä."),
        voice=office_voice(statement.session, statement.consultation.id),
        rationale="Sama sana kuin muualla.",
        actor=statement.agent,
        now=statement.now,
    )
    assert stage_of(statement) is StageKind.RECONCILING
    statement.decide(own, Outcome.ACCEPTED)
    statement.publish()
    assert stage_of(statement) is StageKind.RECONCILING


@pytest.mark.usefixtures("half_decided")
def test_what_is_withdrawn_or_undone_decides_nothing(statement: Statement) -> None:
    waiting, comment = statement.proposals[1], statement.comments[0]
    statement.decide(waiting, Outcome.POSTPONED, reason="Vasta strategiassa.")
    statement.answer(comment, Outcome.POSTPONED, reason="Vasta strategiassa.")
    last = load_decisions(statement.session, statement.version)[-1]
    undo(statement.session, last, actor=statement.agent, now=statement.now)
    assert stage_of(statement) is StageKind.RECONCILING
    comment.withdrawn_at = statement.now
    statement.session.flush()
    assert stage_of(statement) is StageKind.FILING


def plan_later(statement: Statement, opens_in: int = 20) -> Round:
    """Another round, planned while the answers of the first are being reconciled."""
    opens_at = statement.now + opens_in * DAY
    return open_round(
        statement.session,
        statement.consultation,
        opens_at=opens_at,
        closes_at=opens_at + 5 * DAY,
        actor=statement.agent,
        now=statement.now,
    )


def test_a_later_round_ends_no_reconciling_before_all_is_told(statement: Statement) -> None:
    proposal = statement.reword("Suunnitelma on", "selkeä", "hyvä")
    statement.send(0)
    statement.close()
    later = plan_later(statement)
    standing = load_standing(statement.session, statement.consultation, statement.now)
    assert (standing.current, standing.round, standing.unclosed) == (
        StageKind.RECONCILING,
        statement.round,
        later,
    )
    commenting = standing.steps[1]
    assert (commenting.state, commenting.ends_at) == (StepState.DONE, statement.round.closes_at)
    statement.decide(proposal, Outcome.ACCEPTED)
    assert stage_of(statement) is StageKind.RECONCILING
    statement.publish()
    standing = load_standing(statement.session, statement.consultation, statement.now)
    assert (standing.current, standing.round) == (StageKind.PLANNING, later)
    commenting = standing.steps[1]
    assert (commenting.starts_at, commenting.ends_at) == (statement.round.opens_at, later.closes_at)


def test_a_later_round_follows_one_in_which_nothing_was_said(statement: Statement) -> None:
    statement.close()
    assert stage_of(statement) is StageKind.RECONCILING
    later = plan_later(statement)
    assert stage_of(statement) is StageKind.PLANNING
    standing = load_standing(statement.session, statement.consultation, later.opens_at)
    assert (standing.current, standing.unclosed) == (StageKind.COMMENTING, later)


def test_signing_is_a_stage_only_where_it_is_planned(statement: Statement) -> None:
    publish(statement)
    ends = statement.now + DAY
    plan_stages(
        statement.session,
        statement.consultation,
        {StageKind.ENDORSING: (statement.now, ends)},
        actor=statement.agent,
        now=NOW,
    )
    during = load_standing(statement.session, statement.consultation, statement.now)
    assert during.current is StageKind.ENDORSING
    assert load_standing(statement.session, statement.consultation, ends).current is StageKind.FILING


def test_what_has_been_filed_is_followed(statement: Statement) -> None:
    statement.session.add(
        Submission(
            consultation_id=statement.consultation.id,
            version_id=statement.version.id,
            channel="Lausuntopalvelu",
            filed_at=NOW,
        )
    )
    statement.session.flush()
    standing = load_standing(statement.session, statement.consultation, NOW)
    assert standing.current is StageKind.FOLLOWING
    assert [step.state for step in standing.steps[:-1]] == [StepState.DONE] * 4


def test_steps_carry_planned_days_and_the_real_ones_of_the_round(statement: Statement) -> None:
    days = (NOW - 9 * DAY, NOW - 3 * DAY)
    plan_stages(
        statement.session,
        statement.consultation,
        {StageKind.PLANNING: days, StageKind.COMMENTING: (NOW, NOW + DAY)},
        actor=statement.agent,
        now=NOW,
    )
    planning, commenting, *rest = load_standing(statement.session, statement.consultation, NOW).steps
    assert (planning.state, planning.starts_at, planning.ends_at) == (StepState.DONE, *days)
    assert commenting.starts_at == statement.round.opens_at
    assert [step.state for step in rest] == [StepState.COMING] * 3


def test_many_standings_are_one_query(statement: Statement) -> None:
    other = make_consultation(statement.session, statement.agent)
    with count_queries(statement.session) as queries:
        found = load_standings(statement.session, [statement.consultation.id, other.id], NOW)
    assert len(queries) == 1
    assert [found[key].current.value for key in (statement.consultation.id, other.id)] == [
        "commenting",
        "planning",
    ]
