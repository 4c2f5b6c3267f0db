"""The demonstration shows every state there is, at times that have passed, and only to an empty database."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult import text
from consult.demo import load_demo
from consult.errors import Invalid
from consult.models import (
    Clarification,
    Comment,
    CommentKind,
    CommentRevision,
    Consultation,
    Decision,
    DecisionItem,
    Document,
    DocumentRole,
    Draft,
    LogEntry,
    Outcome,
    Person,
    Placement,
    Proposal,
    ProposalKind,
    Sending,
    StageKind,
    Stance,
    Submission,
    Support,
    Version,
)
from consult.reports.reconciliation import Reconciliation, load_reconciliation
from consult.reports.sources import load_sources
from consult.reports.stages import load_standing
from consult.reports.texts import load_text
from consult.reports.versions import background_versions
from consult.reports.visibility import Viewer
from consult.services.documents import find_draft, newest_version
from consult.services.rounds import last_round
from consult.services.wall_clock import wall_clock
from tests.database import open_database
from tests.factories import NOW

Consultations = dict[str, Consultation]


def reconciliation_of(session: Session, consultation: Consultation) -> Reconciliation:
    document = find_draft(session, consultation.id)
    assert document is not None
    version = newest_version(session, document)
    assert version is not None
    return load_reconciliation(session, version)


def test_one_is_open_one_is_reconciled_one_is_filed(demo: Session, consultations: Consultations) -> None:
    stages = {story: load_standing(demo, one, NOW).current for story, one in consultations.items()}
    assert stages == {
        "plan": StageKind.COMMENTING,
        "grants": StageKind.RECONCILING,
        "transport": StageKind.FOLLOWING,
    }


def test_the_open_round_closes_on_a_weekday_at_four(demo: Session, consultations: Consultations) -> None:
    round_ = last_round(demo, consultations["plan"].id)
    assert round_ is not None
    closes = wall_clock(round_.closes_at, "Europe/Helsinki")
    assert (closes.weekday() < 5, closes.hour, closes.minute) == (True, 16, 0)
    assert timedelta(days=11) < round_.closes_at - NOW < timedelta(days=15)


def test_the_queue_has_every_kind_of_place(demo: Session, consultations: Consultations) -> None:
    spots = reconciliation_of(demo, consultations["grants"]).spots
    assert {spot.level for spot in spots} == {"free", "agree", "near", "order", "hard", "lost", "comment"}
    assert any(spot.is_waiting for spot in spots)
    assert {spot.is_open for spot in spots} == {True, False}


def test_three_organisations_change_one_sentence(demo: Session, consultations: Consultations) -> None:
    queue = reconciliation_of(demo, consultations["grants"])
    group = next(spot for spot in queue.spots if len(spot.members) == 3)
    assert [queue.proposals[member.proposal].voice for member in group.members] == [
        "Kuusiniemen omaishoitajat ry",
        "Harjunseudun vertaistuki ry",
        "Selkäveden kyläyhdistys ry",
    ]
    assert group.is_open


def test_some_forty_proposals_of_every_kind(demo: Session) -> None:
    assert 40 <= demo.scalars(select(func.count(Proposal.id))).one() <= 60
    assert set(demo.scalars(select(Proposal.kind))) == set(ProposalKind)
    kinds = {
        change.kind
        for spot in (reconciliation_of(demo, one) for one in demo.scalars(select(Consultation)).all())
        for proposal in spot.proposals.values()
        for change in proposal.changes.changes
    }
    assert kinds >= {
        text.ChangeKind.SPLIT,
        text.ChangeKind.JOIN,
        text.ChangeKind.MOVE,
        text.ChangeKind.DELETE,
    }


def test_every_state_is_there(demo: Session) -> None:
    assert set(demo.scalars(select(DecisionItem.outcome))) == set(Outcome)
    assert set(demo.scalars(select(Sending.stance))) == {*Stance, None}
    assert demo.scalars(select(Proposal.id).where(Proposal.withdrawn_at.is_not(None))).all()
    assert len(demo.scalars(select(Proposal.id).where(Proposal.sent_at.is_(None))).all()) == 2
    assert demo.scalars(select(Comment.id).where(Comment.sent_at.is_(None))).all()
    assert demo.scalars(select(Comment.id).where(Comment.reply_to_id.is_not(None))).all()
    assert demo.scalars(select(Decision.id).where(Decision.undoes_id.is_not(None))).all()
    assert set(demo.scalars(select(Clarification.is_question))) == {True, False}
    assert demo.scalars(select(Support.id)).all()
    assert demo.scalars(select(Draft.form)).all()


def test_carried_proposals_came_through_or_met_a_changed_text(demo: Session) -> None:
    outcomes = {placement.outcome.value for placement in demo.scalars(select(Placement))}
    assert {"clean", "conflict"} <= outcomes


def test_the_filed_one_has_three_versions_and_nothing_open(
    demo: Session, consultations: Consultations
) -> None:
    filed = consultations["transport"]
    numbers = demo.scalars(
        select(Version.number).join(Document).where(Document.consultation_id == filed.id)
    ).all()
    assert sorted(numbers) == [1, 2, 3]
    assert reconciliation_of(demo, filed).spots == ()
    submission = demo.scalars(select(Submission)).one()
    assert (submission.consultation_id, bool(submission.receipt)) == (filed.id, True)


def test_the_authoritys_text_is_commented_too(demo: Session) -> None:
    background = select(Document.id).where(Document.role == DocumentRole.BACKGROUND)
    assert len(demo.scalars(select(Comment.id).where(Comment.document_id.in_(background))).all()) >= 3
    assert demo.scalars(select(Proposal.id).where(Proposal.document_id.in_(background))).all()


def test_answers_about_the_authoritys_text_are_told_waiting_and_open(
    demo: Session, consultations: Consultations
) -> None:
    here = consultations["grants"]
    [plan] = background_versions(demo, here.id)
    spots = load_reconciliation(demo, plan).spots
    assert [(spot.level, spot.is_open) for spot in spots] == [("comment", False), ("free", True)]
    viewer = Viewer(here.id, here.visibility)
    told = [source for source in load_sources(demo, viewer).by_id.values() if not source.is_on_draft]
    assert [[part.outcome for part in source.parts] for source in told] == [[Outcome.ACCEPTED]] * 2


def test_every_guide_question_is_answered(demo: Session) -> None:
    assert set(demo.scalars(select(CommentRevision.kind))) == set(CommentKind)


def test_everything_has_happened_in_order(demo: Session) -> None:
    times = demo.scalars(select(LogEntry.at).order_by(LogEntry.id)).all()
    assert all(earlier <= later for earlier, later in pairwise(times))
    assert times[-1] < NOW


def test_half_written_words_are_of_a_block_that_is_there(demo: Session) -> None:
    draft = demo.scalars(select(Draft)).one()
    _, document_id, block_id = draft.form.split(":")
    version = newest_version(demo, demo.get_one(Document, int(document_id)))
    assert version is not None
    assert block_id in load_text(demo, version.id).by_id


@pytest.mark.parametrize(
    "now",
    [datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2027, 10, 30, 21, 59, tzinfo=UTC)],
    ids=["the clocks go forward", "the clocks go back"],
)
def test_any_day_is_a_day_to_begin(now: datetime) -> None:
    for session in open_database():
        assert len(load_demo(session, now=now)) == 3


def test_a_database_in_use_is_left_as_it_is(demo: Session) -> None:
    before = demo.scalars(select(func.count(Person.id))).one()
    with pytest.raises(Invalid, match="only be loaded into an empty database"):
        load_demo(demo, now=NOW)
    assert demo.scalars(select(func.count(Person.id))).one() == before
