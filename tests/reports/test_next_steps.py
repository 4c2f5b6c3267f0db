"""What to do next follows from what has happened, for the agent and for each organisation."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from consult.models import (
    CommentKind,
    Consultation,
    DocumentRole,
    IntakeSource,
    Outcome,
    Person,
    StageKind,
    Stance,
    Version,
    Voice,
)
from consult.reports.next_steps import NextStep, StepKind, agent_steps, load_overview, organisation_steps
from consult.reports.reconciliation import load_reconciliation
from consult.reports.requests import load_request
from consult.reports.stages import load_standing
from consult.services.answers import send_answer
from consult.services.clarifications import ask
from consult.services.comments import load_comment, make_comment
from consult.services.decisions import Ruling, Verdict, decide
from consult.services.documents import add_document, publish_first_version, store_version
from consult.services.intakes import bring_in
from consult.services.participations import join_organisation
from consult.services.request_changes import move_deadline
from consult.services.rounds import open_round
from consult.services.stages import plan_stages
from consult.services.submissions import file_version
from tests.counting import count_queries
from tests.factories import (
    DAY,
    NOW,
    make_draft,
    make_organisation,
    make_participant,
    make_round,
    make_text,
    make_version,
)
from tests.services.test_requests import save
from tests.statement import Statement

LATER = NOW + 12 * DAY


@dataclass
class Work:
    """A consultation that goes from stage to stage."""

    session: Session
    consultation: Consultation
    agent: Person

    def steps(self, now: datetime = NOW) -> list[NextStep]:
        """What the agent is told."""
        request, _ = load_request(self.session, self.consultation.id)
        standing = load_standing(self.session, self.consultation, now)
        return list(agent_steps(load_overview(self.session, self.consultation, standing, request, now)))

    def kinds(self, now: datetime = NOW) -> list[StepKind]:
        """Only what they are."""
        return [step.kind for step in self.steps(now)]

    def of(self, voice: Voice, now: datetime = NOW) -> list[tuple[StepKind, int]]:
        """What an organisation is told."""
        standing = load_standing(self.session, self.consultation, now)
        found = organisation_steps(self.session, self.consultation, standing, [voice.id])
        return [(step.kind, step.count) for step in found[voice.id]]

    def comment(self, version: Version, voice: Voice, lead: Person) -> None:
        """Say something without sending it."""
        make_comment(
            self.session,
            version,
            "b1",
            voice=voice,
            kind=CommentKind.OTHER,
            words="Hyvä.",
            actor=lead,
            now=NOW,
        )


@pytest.fixture
def work(session: Session, consultation: Consultation, agent: Person, noise: Statement) -> Work:
    """An empty consultation beside a busy one."""
    return Work(session, consultation, agent)


def test_an_empty_consultation_begins_with_the_request(work: Work) -> None:
    assert work.kinds() == [
        StepKind.SAVE_REQUEST,
        StepKind.BRING_IN_DRAFT,
        StepKind.ADD_ORGANISATIONS,
        StepKind.PLAN_TIMETABLE,
    ]


def test_planning_goes_on_step_by_step(work: Work) -> None:
    session, consultation, agent = work.session, work.consultation, work.agent
    save(session, consultation, agent)
    document = make_draft(session, consultation, agent)
    bring_in(
        session,
        document,
        make_text("a", "b"),
        source=IntakeSource.PASTE,
        title="",
        actor=agent,
        now=NOW,
    )
    join_organisation(session, consultation, make_organisation(session), actor=agent, now=NOW)
    make_participant(session, consultation, agent)
    plan_stages(session, consultation, {StageKind.FILING: (LATER, None)}, actor=agent, now=NOW)
    assert work.steps() == [
        NextStep(StepKind.PUBLISH_DRAFT, count=2),
        NextStep(StepKind.ADD_PEOPLE, count=1, total=2),
    ]


def test_a_moved_deadline_comes_first_until_the_timetable_is_counted_again(work: Work) -> None:
    request = save(work.session, work.consultation, work.agent)

    def plan() -> None:
        days = {StageKind.FILING: (NOW, None)}
        plan_stages(work.session, work.consultation, days, actor=work.agent, now=NOW)

    plan()
    assert StepKind.COUNT_AGAIN not in work.kinds()
    move_deadline(
        work.session,
        request,
        seen=request.deadline_at,
        deadline=datetime(2027, 5, 3, 16, 15),  # noqa: DTZ001 - a wall clock, as the authority writes it
        note="",
        actor=work.agent,
        now=NOW,
    )
    assert work.steps()[0] == NextStep(StepKind.COUNT_AGAIN, at=request.deadline_at)
    plan()
    assert StepKind.COUNT_AGAIN not in work.kinds()


def test_after_version_1_comes_the_round(work: Work) -> None:
    make_version(work.session, work.consultation, work.agent)
    assert work.kinds()[0] is StepKind.PLAN_ROUND
    round_ = make_round(work.session, work.consultation, work.agent)
    waiting = work.steps(round_.opens_at - DAY)[0]
    assert (waiting.kind, waiting.at) == (StepKind.WAIT_FOR_OPENING, round_.opens_at)


def test_while_the_round_is_open_those_who_have_not_answered_are_counted(work: Work) -> None:
    version = make_version(work.session, work.consultation, work.agent)
    round_ = make_round(work.session, work.consultation, work.agent)
    voice, lead = make_participant(work.session, work.consultation, work.agent)
    make_participant(work.session, work.consultation, work.agent)
    work.comment(version, voice, lead)
    assert work.steps() == [NextStep(StepKind.FOLLOW_ROUND, count=2, total=2, at=round_.closes_at)]
    send_answer(work.session, voice, stance=None, actor=lead, now=NOW)
    assert work.steps()[0].count == 1


def test_after_the_round_each_contribution_waits_until_it_is_decided(work: Work) -> None:
    version = make_version(work.session, work.consultation, work.agent)
    make_round(work.session, work.consultation, work.agent)
    voice, lead = make_participant(work.session, work.consultation, work.agent)
    work.comment(version, voice, lead)
    send_answer(work.session, voice, stance=None, actor=lead, now=NOW)
    work.comment(version, voice, lead)  # never sent: nobody waits for an answer
    assert work.steps(LATER) == [NextStep(StepKind.RECONCILE, count=1)]
    (spot,) = load_reconciliation(work.session, version).spots
    ruling = Ruling(seen=spot.seen, verdicts={spot.key: Verdict(Outcome.NOTED)}, rationale="Kiitos.")
    decide(work.session, version, spot.key, ruling, actor=work.agent, now=LATER)
    assert work.kinds(LATER) == [StepKind.PUBLISH_VERSION, StepKind.FILE]
    assert work.steps(LATER)[0].count == 2


def test_the_draft_waits_for_nothing_that_was_said_of_the_background(work: Work) -> None:
    make_version(work.session, work.consultation, work.agent)
    document = add_document(
        work.session, work.consultation, role=DocumentRole.BACKGROUND, title="T", actor=work.agent, now=NOW
    )
    background = publish_first_version(
        work.session, document, make_text("Tausta."), title="T", actor=work.agent, now=NOW
    )
    make_round(work.session, work.consultation, work.agent)
    voice, lead = make_participant(work.session, work.consultation, work.agent)
    work.comment(background, voice, lead)
    send_answer(work.session, voice, stance=None, actor=lead, now=NOW)
    assert work.kinds(LATER) == [StepKind.PUBLISH_VERSION, StepKind.FILE]


def test_what_was_postponed_waits_again_at_the_next_version(statement: Statement) -> None:
    work = Work(statement.session, statement.consultation, statement.agent)
    taken = statement.reword("Suunnitelma on", "selkeä", "hyvä")
    moved = statement.reword("Pienellä", "maksuton tila", "maksuton ja esteetön tila", by=1)
    statement.send()
    statement.close()
    statement.decide(taken, Outcome.ACCEPTED)
    statement.decide(moved, Outcome.POSTPONED, reason="Vasta strategiassa.")
    assert work.kinds(statement.now) == [StepKind.PUBLISH_VERSION, StepKind.FILE]
    statement.publish()
    assert work.steps(statement.now) == [NextStep(StepKind.RECONCILE, count=1)]
    assert work.of(statement.voices[1][0], statement.now) == [(StepKind.WAIT_FOR_VERSION, 3)]


def test_a_later_round_waits_behind_what_is_undecided(statement: Statement) -> None:
    work = Work(statement.session, statement.consultation, statement.agent)
    taken = statement.reword("Suunnitelma on", "selkeä", "hyvä")
    statement.send()
    statement.close()
    opens_at = statement.now + 9 * DAY
    open_round(
        statement.session,
        statement.consultation,
        opens_at=opens_at,
        closes_at=opens_at + DAY,
        actor=statement.agent,
        now=statement.now,
    )
    waiting = NextStep(StepKind.WAIT_FOR_OPENING, count=3, at=opens_at)
    assert work.steps(statement.now) == [NextStep(StepKind.RECONCILE, count=1), waiting]
    assert work.of(statement.voices[0][0], statement.now) == [(StepKind.WAIT_FOR_VERSION, 2)]
    statement.decide(taken, Outcome.ACCEPTED)
    assert work.steps(statement.now) == [NextStep(StepKind.PUBLISH_VERSION, count=2), waiting]


def test_a_new_version_is_filed_or_opened_again_and_then_all_is_done(work: Work) -> None:
    version = make_version(work.session, work.consultation, work.agent)
    make_round(work.session, work.consultation, work.agent)
    second = store_version(
        work.session,
        version.document,
        make_text("Uusi."),
        number=2,
        title="Lausunto",
        actor=work.agent,
        now=LATER,
    )
    assert work.kinds(LATER) == [StepKind.FILE, StepKind.PLAN_ROUND]
    file_version(
        work.session,
        work.consultation,
        second,
        channel="Kirjaamo",
        filed_at=LATER,
        receipt="",
        actor=work.agent,
        now=LATER,
    )
    assert work.kinds(LATER) == []


def test_an_organisation_is_led_from_waiting_to_its_decisions(work: Work) -> None:
    version = make_version(work.session, work.consultation, work.agent)
    voice, lead = make_participant(work.session, work.consultation, work.agent)
    other, other_lead = make_participant(work.session, work.consultation, work.agent)
    assert work.of(voice) == [(StepKind.WAIT_FOR_OPENING, 0)]
    make_round(work.session, work.consultation, work.agent)
    work.comment(version, other, other_lead)
    assert work.of(voice) == [(StepKind.ANSWER, 0)]
    work.comment(version, voice, lead)
    assert work.of(voice) == [(StepKind.SEND, 1)]
    send_answer(work.session, voice, stance=None, actor=lead, now=NOW)
    assert work.of(voice) == [(StepKind.SEE_ANSWERS, 0)]
    assert work.of(voice, LATER) == [(StepKind.WAIT_FOR_VERSION, 2)]
    store_version(
        work.session, version.document, make_text("x"), number=2, title="x", actor=work.agent, now=LATER
    )
    assert work.of(voice, LATER) == [(StepKind.READ_DECISIONS, 2)]


def test_an_answer_without_remarks_is_an_answer(work: Work) -> None:
    make_version(work.session, work.consultation, work.agent)
    make_round(work.session, work.consultation, work.agent)
    voice, lead = make_participant(work.session, work.consultation, work.agent)
    send_answer(work.session, voice, stance=Stance.NO_REMARKS, actor=lead, now=NOW)
    assert work.of(voice) == [(StepKind.SEE_ANSWERS, 0)]


def test_a_question_comes_first(work: Work) -> None:
    version = make_version(work.session, work.consultation, work.agent)
    make_round(work.session, work.consultation, work.agent)
    voice, lead = make_participant(work.session, work.consultation, work.agent)
    work.comment(version, voice, lead)
    send_answer(work.session, voice, stance=None, actor=lead, now=NOW)
    comment = load_comment(work.session, work.consultation.id, 1)
    ask(work.session, comment, "Mitä tarkoitat?", actor=work.agent, now=LATER)
    assert work.of(voice, LATER) == [(StepKind.REPLY, 1), (StepKind.WAIT_FOR_VERSION, 2)]


def test_the_number_of_queries_does_not_grow(work: Work, noise: Statement) -> None:
    now = LATER + 30 * DAY
    request, _ = load_request(work.session, noise.consultation.id)
    standing = load_standing(work.session, noise.consultation, now)
    with count_queries(work.session) as asked:
        load_overview(work.session, noise.consultation, standing, request, now)
    assert len(asked) <= 8
