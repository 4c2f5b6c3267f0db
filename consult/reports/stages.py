"""The stage of a consultation, derived from what has happened; the planned days stand beside it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from consult.models import (
    PLANNABLE,
    Admission,
    Approval,
    Consultation,
    Document,
    DocumentRole,
    Ending,
    EndingKind,
    EndorsementRound,
    Export,
    Intake,
    Round,
    Stage,
    StageKind,
    Submission,
    Version,
)
from consult.reports.counting_back import ROUNDS, StageKey, stage_place
from consult.reports.open_places import is_unsettled
from consult.reports.openings import Admitted, admitted_of, is_late
from consult.reports.stage_facts import ENDINGS, PREPARING, Facts, days_of, days_of_round, reached, stage_of

__all__ = [
    "PREPARING",
    "Facts",
    "Standing",
    "Step",
    "StepState",
    "derive_standing",
    "load_standing",
    "load_standings",
    "stage_of",
]
#: Stages that are shown only where they have been planned or have come.
OPTIONAL = frozenset({StageKind.WORKSHOPS, StageKind.DRAFTING, StageKind.ENDORSING})


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
    number: int = 1


@dataclass(frozen=True)
class Standing:
    """Where a consultation stands now."""

    current: StageKind
    steps: tuple[Step, ...]
    facts: Facts
    is_open: bool

    @property
    def stage(self) -> StageKind:
        """The stage that the step indicator marks; what may be done follows from `current`."""
        marked = (step.kind for step in self.steps if step.state is StepState.CURRENT)
        return next(marked, self.current)

    @property
    def place(self) -> StageKey:
        """The stage of the timetable at which the work stands, and its round."""
        facts, stage = self.facts, self.stage
        if self.current is StageKind.PLANNING and facts.round is None:
            is_planned = stage in PREPARING and stage in (facts.planned or {})
            return stage if is_planned else self.current, 1
        if not facts.later or facts.round is None:
            return self.current, 1
        is_between = self.current is StageKind.PLANNING
        return StageKind.RECONCILING if is_between else self.current, facts.round.number

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
        """The round that the stage speaks of: open or closed, and while planning the one to come."""
        return _spoken_of(self.facts, self.current)

    @property
    def unclosed(self) -> Round | None:
        """The round that is open or still to come."""
        return self.facts.round if self.is_open else self.facts.coming

    @property
    def ending(self) -> Ending | None:
        """How the work was ended by somebody, unless it was taken up again."""
        return self.facts.ending

    @property
    def admitted(self) -> Admitted:
        """The voices that may still speak of the newest version though its round has closed."""
        facts = self.facts
        is_over = self.is_open or facts.ending is not None or facts.submission is not None
        if is_over or facts.version is None or facts.version.number != facts.round_version:
            return MappingProxyType({})
        return facts.admitted

    @property
    def submission(self) -> Submission | None:
        """What was filed, once it was."""
        return self.facts.submission


def derive_standing(facts: Facts, now: datetime) -> Standing:
    """The steps in order; what is optional is a step only where it has been planned or opened."""
    current, stage = stage_of(facts, now), reached(facts, now)
    present = stage_place((stage, _round_number(facts, stage)))
    keys = _keys(facts, _kinds(facts, stage, now))
    place = max(number for number, key in enumerate(keys) if stage_place(key) <= present)
    round_ = _spoken_of(facts, current)
    steps = tuple(_step(key, _state(number, place), facts, round_) for number, key in enumerate(keys))
    return Standing(current, steps, facts, current is StageKind.COMMENTING)


def _kinds(facts: Facts, stage: StageKind, now: datetime) -> list[StageKind]:
    """The stages that are shown: a cancelled work ends with its cancelling, after what had been done."""
    shown = {stage, *(facts.planned or {}), *((StageKind.ENDORSING,) if facts.endorsing else ())}
    shown |= _passed(facts, stage)
    steady = set(PLANNABLE) - OPTIONAL
    kinds = [kind for kind in StageKind if kind in steady or (kind in shown and kind not in ENDINGS)]
    if facts.is_cancelled:
        last = reached(replace(facts, ending=None), now)
        return [*takewhile(lambda kind: kind is not last, kinds), StageKind.CANCELLED]
    return kinds if facts.ending is None else [*kinds, StageKind.ARCHIVED]


def _passed(facts: Facts, stage: StageKind) -> set[StageKind]:
    """What was approved and taken out stays among the steps that are done."""
    order = list(StageKind)
    deeds = {StageKind.APPROVED: facts.approval, StageKind.EXPORTED: facts.export}
    return {kind for kind, row in deeds.items() if row is not None and order.index(kind) < order.index(stage)}


def _keys(facts: Facts, kinds: Sequence[StageKind]) -> list[StageKey]:
    """A strategy whose later rounds are planned shows each of its rounds as steps of its own."""
    last = max((number for _, number in facts.later), default=1)
    last = max(last, facts.rounds) if facts.later else last
    keys = [(kind, _round_number(facts, kind)) for kind in kinds]
    keys += [(kind, number) for kind in kinds if kind in ROUNDS for number in range(1, last + 1)]
    return sorted(set(keys), key=stage_place)


def _round_number(facts: Facts, kind: StageKind) -> int:
    """Of which round a stage is, where the rounds of a strategy are steps of their own."""
    is_of_round = kind in (*ROUNDS, StageKind.PUBLISHED)
    return facts.round.number if is_of_round and facts.later and facts.round is not None else 1


def load_standing(session: Session, consultation: Consultation, now: datetime) -> Standing:
    """The standing of one consultation, in one query."""
    return load_standings(session, [consultation.id], now)[consultation.id]


def load_standings(session: Session, consultation_ids: Iterable[int], now: datetime) -> dict[int, Standing]:
    """The standing of many consultations, in one query."""
    planned: dict[int, dict[StageKind, Stage]] = {}
    later: dict[int, dict[StageKey, Stage]] = {}
    rounds: dict[int, dict[int, Round]] = {}
    late: dict[int, list[Admission | None]] = {}
    facts: dict[int, Facts] = {}
    rows = session.execute(_facts().where(Consultation.id.in_(set(consultation_ids))), {"now": now})
    for row in rows:
        consultation_id, stage, waits, submission, draft, version, round_, of_round, *more = row
        coming, since, endorsing, ending, admission, of_every, approval, export, has_text = more
        late.setdefault(consultation_id, []).append(admission)
        stages = planned.setdefault(consultation_id, {})
        more_stages = later.setdefault(consultation_id, {})
        if stage is not None and stage.number == 1:
            stages[stage.kind] = stage
        elif stage is not None:
            more_stages[stage.kind, stage.number] = stage
        facts[consultation_id] = Facts(
            draft,
            version,
            round_,
            of_round,
            coming,
            since,
            submission,
            endorsing,
            ending,
            admitted_of(late[consultation_id]),
            stages,
            bool(waits),
            more_stages,
            rounds.setdefault(consultation_id, {}),
            approval,
            export,
            bool(has_text),
        )
        if of_every is not None:
            rounds[consultation_id][of_every.number] = of_every
    return {consultation_id: derive_standing(found, now) for consultation_id, found in facts.items()}


@cache
def _facts() -> Select[Any]:
    """One row for each planned stage, or one where none has been planned; the query is built once."""
    any_version, of_round = aliased(Version), aliased(Version)
    coming, of_every = aliased(Round), aliased(Round)
    newest = (
        select(func.max(any_version.number)).where(any_version.document_id == Document.id).scalar_subquery()
    )
    any_round = aliased(Round)
    has_opened = any_round.opens_at <= bindparam("now", type_=any_round.opens_at.type)
    last = _of_rounds(func.max, has_opened, any_round)
    following = _of_rounds(func.min, ~has_opened, any_round)
    first = select(func.min(any_round.opens_at)).where(any_round.consultation_id == Consultation.id)
    any_ending = aliased(Ending)
    ended = select(func.max(any_ending.id)).where(any_ending.consultation_id == Consultation.id)
    draft = and_(Document.consultation_id == Consultation.id, Document.role == DocumentRole.DRAFT)
    goes_on = or_(Version.number > of_round.number, and_(of_round.id.is_not(None), coming.id.is_not(None)))
    unsettled = case((and_(goes_on, Submission.id.is_(None)), is_unsettled(Version)), else_=false())
    return (
        select(Consultation.id, Stage, unsettled, Submission, Document, Version, Round)
        .add_columns(of_round.number, coming, first.scalar_subquery(), EndorsementRound, Ending, Admission)
        .add_columns(of_every, Approval, Export, exists().where(Intake.document_id == Document.id))
        .outerjoin(Document, draft)
        .outerjoin(Version, and_(Version.document_id == Document.id, Version.number == newest))
        .outerjoin(Round, and_(Round.consultation_id == Consultation.id, Round.number == last))
        .outerjoin(coming, and_(coming.consultation_id == Consultation.id, coming.number == following))
        .outerjoin(of_round, of_round.id == Round.version_id)
        .outerjoin(EndorsementRound, EndorsementRound.version_id == Version.id)
        .outerjoin(Ending, and_(Ending.id == ended.scalar_subquery(), Ending.kind != EndingKind.RESUMED))
        .outerjoin(Admission, is_late(Round, bindparam("now", type_=any_round.opens_at.type)))
        .outerjoin(of_every, of_every.consultation_id == Consultation.id)
        .outerjoin(Approval, and_(Approval.id == _newest(Approval), ~Approval.is_withdrawn))
        .outerjoin(Export, and_(Export.id == _newest(Export), ~Export.is_undone))
        .outerjoin(Submission, Submission.consultation_id == Consultation.id)
        .outerjoin(Stage, Stage.consultation_id == Consultation.id)
    )


def _newest(kind: type[Approval] | type[Export]) -> ScalarSelect[int]:
    """What was said last of the version."""
    any_row = aliased(kind)
    return (
        select(func.max(any_row.id))
        .where(any_row.version_id == Version.id)
        .correlate(Version)
        .scalar_subquery()
    )


def _of_rounds(
    pick: Callable[..., ColumnElement[int]], which: ColumnElement[bool], any_round: type[Round]
) -> ScalarSelect[int]:
    """The number of the first or the last of these rounds."""
    return (
        select(pick(any_round.number))
        .where(any_round.consultation_id == Consultation.id, which)
        .scalar_subquery()
    )


def _spoken_of(facts: Facts, current: StageKind) -> Round | None:
    return facts.coming if current is StageKind.PLANNING else facts.round


def _state(number: int, current: int) -> StepState:
    if number < current:
        return StepState.DONE
    return StepState.CURRENT if number == current else StepState.COMING


def _step(key: StageKey, state: StepState, facts: Facts, round_: Round | None) -> Step:
    """The days of a stage as they came to be, else as they have been planned."""
    kind, number = key
    days = days_of_round(facts, number, round_) if kind is StageKind.COMMENTING else days_of(facts, kind)
    if days is not None:
        return Step(kind, state, *days, number=number)
    stage = (facts.planned or {}).get(kind) if number == 1 else facts.later.get(key)
    if stage is None:
        return Step(kind, state, number=number)
    return Step(kind, state, stage.starts_at, stage.ends_at, number=number)
