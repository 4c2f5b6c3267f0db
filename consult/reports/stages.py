"""The stage of a consultation, derived from what has happened; the planned days stand beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import Select, and_, case, false, func, select
from sqlalchemy.orm import Session, aliased

from consult.models import (
    Consultation,
    Document,
    DocumentRole,
    Round,
    Stage,
    StageKind,
    Submission,
    Version,
)
from consult.reports.open_places import is_unsettled


class StepState(StrEnum):
    """Where a stage lies, seen from now."""

    DONE = "done"
    CURRENT = "current"
    COMING = "coming"


@dataclass(frozen=True)
class Step:
    """One stage of the step indicator with its days, planned or as they came to be."""

    kind: StageKind
    state: StepState
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What a stage is derived from: newest version of the draft, last round on it, submission, plan.

    `is_unsettled` is asked only of a version published after the round: something there still waits
    for a decision, or for the version that publishes it.
    """

    draft: Document | None = None
    version: Version | None = None
    round: Round | None = None
    round_version: int | None = None
    submission: Submission | None = None
    planned: Mapping[StageKind, Stage] | None = None
    is_unsettled: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a consultation stands now."""

    current: StageKind
    steps: tuple[Step, ...]
    facts: Facts
    is_open: bool

    @property
    def version(self) -> Version | None:
        """The newest version of the draft."""
        return self.facts.version

    @property
    def draft(self) -> Document | None:
        """The document that is being written."""
        return self.facts.draft

    @property
    def round(self) -> Round | None:
        """The last round, open, closed or planned."""
        return self.facts.round

    @property
    def submission(self) -> Submission | None:
        """What was filed, once it was."""
        return self.facts.submission


def stage_of(facts: Facts, now: datetime) -> StageKind:
    """The stage follows from rows alone: version, round, a newer version with nothing open, submission."""
    if facts.submission is not None:
        return StageKind.FOLLOWING
    if facts.version is None or facts.round is None or now < facts.round.opens_at:
        return StageKind.PLANNING
    if facts.round.is_open(now):
        return StageKind.COMMENTING
    if facts.version.number <= (facts.round_version or 0) or facts.is_unsettled:
        return StageKind.RECONCILING
    endorsing = (facts.planned or {}).get(StageKind.ENDORSING)
    if endorsing is not None and (endorsing.ends_at is None or now < endorsing.ends_at):
        return StageKind.ENDORSING
    return StageKind.FILING


def derive_standing(facts: Facts, now: datetime) -> Standing:
    """The steps in order; endorsing is a step only where it has been planned."""
    current = stage_of(facts, now)
    planned = facts.planned or {}
    kinds = [kind for kind in StageKind if kind is not StageKind.ENDORSING or kind in planned]
    place = kinds.index(current)
    steps = tuple(_step(kind, _state(number, place), facts, planned) for number, kind in enumerate(kinds))
    return Standing(current, steps, facts, current is StageKind.COMMENTING)


def load_standing(session: Session, consultation: Consultation, now: datetime) -> Standing:
    """The standing of one consultation, in one query."""
    return load_standings(session, [consultation.id], now)[consultation.id]


def load_standings(session: Session, consultation_ids: Iterable[int], now: datetime) -> dict[int, Standing]:
    """The standing of many consultations, in one query."""
    planned: dict[int, dict[StageKind, Stage]] = {}
    facts: dict[int, Facts] = {}
    for row in session.execute(_facts().where(Consultation.id.in_(set(consultation_ids)))):
        consultation_id, draft, version, round_, round_version, submission, stage, is_unsettled = row
        stages = planned.setdefault(consultation_id, {})
        if stage is not None:
            stages[stage.kind] = stage
        facts[consultation_id] = Facts(
            draft, version, round_, round_version, submission, stages, bool(is_unsettled)
        )
    return {consultation_id: derive_standing(found, now) for consultation_id, found in facts.items()}


@cache
def _facts() -> Select[int, Document, Version, Round, int, Submission, Stage, bool]:
    """One row for each planned stage, or one where none has been planned; the query is built once."""
    any_version, opened, any_round = aliased(Version), aliased(Version), aliased(Round)
    newest = (
        select(func.max(any_version.number)).where(any_version.document_id == Document.id).scalar_subquery()
    )
    last = (
        select(func.max(any_round.number))
        .where(any_round.consultation_id == Consultation.id)
        .scalar_subquery()
    )
    draft = and_(Document.consultation_id == Consultation.id, Document.role == DocumentRole.DRAFT)
    comes_after = and_(Version.number > opened.number, Submission.id.is_(None))
    unsettled = case((comes_after, is_unsettled(Version)), else_=false())
    return (
        select(Consultation.id, Document, Version, Round, opened.number, Submission, Stage, unsettled)
        .outerjoin(Document, draft)
        .outerjoin(Version, and_(Version.document_id == Document.id, Version.number == newest))
        .outerjoin(Round, and_(Round.consultation_id == Consultation.id, Round.number == last))
        .outerjoin(opened, opened.id == Round.version_id)
        .outerjoin(Submission, Submission.consultation_id == Consultation.id)
        .outerjoin(Stage, Stage.consultation_id == Consultation.id)
    )


def _state(number: int, current: int) -> StepState:
    if number < current:
        return StepState.DONE
    return StepState.CURRENT if number == current else StepState.COMING


def _step(kind: StageKind, state: StepState, facts: Facts, planned: Mapping[StageKind, Stage]) -> Step:
    if kind is StageKind.COMMENTING and facts.round is not None:
        return Step(kind, state, facts.round.opens_at, facts.round.closes_at)
    if kind is StageKind.FOLLOWING and facts.submission is not None:
        return Step(kind, state, facts.submission.filed_at)
    stage = planned.get(kind)
    return Step(kind, state) if stage is None else Step(kind, state, stage.starts_at, stage.ends_at)
