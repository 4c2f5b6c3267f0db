"""The stage of a consultation, derived from what has happened; the planned days stand beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, case, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from consult.models import (
    PLANNABLE,
    Admission,
    Consultation,
    Document,
    DocumentRole,
    Ending,
    EndingKind,
    EndorsementRound,
    Round,
    Stage,
    StageKind,
    Submission,
    Version,
)
from consult.reports.counting_back import ROUNDS, StageKey, stage_place
from consult.reports.open_places import is_unsettled
from consult.reports.openings import Admitted, admitted_of, is_late

#: Stages that are shown only where they have been planned.
OPTIONAL = frozenset({StageKind.WORKSHOPS, StageKind.DRAFTING, StageKind.ENDORSING})
#: Parts of the preparation that may have days of their own.
PREPARING = (StageKind.WORKSHOPS, StageKind.DRAFTING)


Days = tuple[datetime, datetime | None]


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
class Facts:
    """What a stage is derived from: newest version of the draft, rounds, submission, plan.

    `endorsing` is the endorsement round of that version. `round` is the last one that has opened, `coming`
    the next one that has not, and `commented_from` is when the first of all rounds opens. `is_unsettled` is
    asked where a newer version or a later round follows: something still waits for a decision, or for the
    version that publishes it.
    """

    draft: Document | None = None
    version: Version | None = None
    round: Round | None = None
    round_version: int | None = None
    coming: Round | None = None
    commented_from: datetime | None = None
    submission: Submission | None = None
    endorsing: EndorsementRound | None = None
    ending: Ending | None = None
    admitted: Admitted = field(default_factory=lambda: MappingProxyType({}))
    planned: Mapping[StageKind, Stage] | None = None
    is_unsettled: bool = False
    #: The days of the later rounds of a strategy.
    later: Mapping[StageKey, Stage] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def rounds(self) -> int:
        """How many rounds there are, those to come too."""
        newest = self.coming or self.round
        return 0 if newest is None else newest.number


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


def stage_of(facts: Facts, now: datetime) -> StageKind:
    """The stage follows from rows alone; a later round that is planned ends no reconciling."""
    if facts.ending is not None:
        return StageKind.CANCELLED if _is_cancelled(facts) else StageKind.ARCHIVED
    if facts.submission is not None:
        return StageKind.FOLLOWING
    if facts.endorsing is not None and now < facts.endorsing.closes_at:
        return StageKind.ENDORSING
    if facts.version is None or facts.round is None:
        return StageKind.PLANNING if facts.endorsing is None else StageKind.FILING
    if facts.round.is_open(now):
        return StageKind.COMMENTING
    return _after_round(facts, facts.version, now)


def _after_round(facts: Facts, version: Version, now: datetime) -> StageKind:
    if facts.is_unsettled:
        return StageKind.RECONCILING
    if facts.coming is not None:
        return StageKind.PLANNING
    if facts.endorsing is not None:
        return StageKind.FILING
    if version.number <= (facts.round_version or 0):
        return StageKind.RECONCILING
    endorsing = (facts.planned or {}).get(StageKind.ENDORSING)
    if endorsing is not None and (endorsing.ends_at is None or now < endorsing.ends_at):
        return StageKind.ENDORSING
    return StageKind.FILING


def derive_standing(facts: Facts, now: datetime) -> Standing:
    """The steps in order; what is optional is a step only where it has been planned or opened."""
    current = stage_of(facts, now)
    keys = _keys(facts, _kinds(facts, current, now))
    present = stage_place(_present(facts, current, now))
    place = max(number for number, key in enumerate(keys) if stage_place(key) <= present)
    round_ = _spoken_of(facts, current)
    steps = tuple(_step(key, _state(number, place), facts, round_) for number, key in enumerate(keys))
    return Standing(current, steps, facts, current is StageKind.COMMENTING)


def _kinds(facts: Facts, current: StageKind, now: datetime) -> list[StageKind]:
    """The stages that are shown: a cancelled work ends with its cancelling, after what had been done."""
    shown = {current, *(facts.planned or {}), *((StageKind.ENDORSING,) if facts.endorsing else ())}
    kinds: list[StageKind] = [kind for kind in PLANNABLE if kind not in OPTIONAL or kind in shown]
    if _is_cancelled(facts):
        reached = stage_of(replace(facts, ending=None), now)
        return [*takewhile(lambda kind: kind is not reached, kinds), StageKind.CANCELLED]
    return kinds if facts.ending is None else [*kinds, StageKind.ARCHIVED]


def _keys(facts: Facts, kinds: Sequence[StageKind]) -> list[StageKey]:
    """A strategy whose later rounds are planned shows each of its rounds as steps of its own."""
    last = max((number for _, number in facts.later), default=1)
    keys = [(kind, 1) for kind in kinds]
    keys += [(kind, number) for kind in kinds if kind in ROUNDS for number in range(2, last + 1)]
    return sorted(keys, key=stage_place)


def _present(facts: Facts, current: StageKind, now: datetime) -> StageKey:
    """The step of the present stage: the plan tells how far the preparation has come.

    Between two rounds of a strategy the last one is being reconciled.
    """
    if current is StageKind.PLANNING and facts.round is None:
        planned = facts.planned or {}
        begun = [kind for kind in PREPARING if kind in planned and planned[kind].starts_at <= now]
        return (begun or [current])[-1], 1
    if not facts.later or facts.round is None:
        return current, 1
    is_between = current is StageKind.PLANNING
    return StageKind.RECONCILING if is_between else current, facts.round.number


def _is_cancelled(facts: Facts) -> bool:
    return facts.ending is not None and facts.ending.kind is EndingKind.CANCELLED


def load_standing(session: Session, consultation: Consultation, now: datetime) -> Standing:
    """The standing of one consultation, in one query."""
    return load_standings(session, [consultation.id], now)[consultation.id]


def load_standings(session: Session, consultation_ids: Iterable[int], now: datetime) -> dict[int, Standing]:
    """The standing of many consultations, in one query."""
    planned: dict[int, dict[StageKind, Stage]] = {}
    later: dict[int, dict[StageKey, Stage]] = {}
    late: dict[int, list[Admission | None]] = {}
    facts: dict[int, Facts] = {}
    rows = session.execute(_facts().where(Consultation.id.in_(set(consultation_ids))), {"now": now})
    for row in rows:
        consultation_id, stage, waits, submission, draft, version, round_, of_round, *more = row
        coming, since, endorsing, ending, admission = more
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
        )
    return {consultation_id: derive_standing(found, now) for consultation_id, found in facts.items()}


@cache
def _facts() -> Select[Any]:
    """One row for each planned stage, or one where none has been planned; the query is built once."""
    any_version, of_round, coming = aliased(Version), aliased(Version), aliased(Round)
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
        .outerjoin(Document, draft)
        .outerjoin(Version, and_(Version.document_id == Document.id, Version.number == newest))
        .outerjoin(Round, and_(Round.consultation_id == Consultation.id, Round.number == last))
        .outerjoin(coming, and_(coming.consultation_id == Consultation.id, coming.number == following))
        .outerjoin(of_round, of_round.id == Round.version_id)
        .outerjoin(EndorsementRound, EndorsementRound.version_id == Version.id)
        .outerjoin(Ending, and_(Ending.id == ended.scalar_subquery(), Ending.kind != EndingKind.RESUMED))
        .outerjoin(Admission, is_late(Round, bindparam("now", type_=any_round.opens_at.type)))
        .outerjoin(Submission, Submission.consultation_id == Consultation.id)
        .outerjoin(Stage, Stage.consultation_id == Consultation.id)
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
    days = _days_of_round(facts, number, round_) if kind is StageKind.COMMENTING else _days_of(facts, kind)
    if days is not None:
        return Step(kind, state, *days, number=number)
    stage = (facts.planned or {}).get(kind) if number == 1 else facts.later.get(key)
    if stage is None:
        return Step(kind, state, number=number)
    return Step(kind, state, stage.starts_at, stage.ends_at, number=number)


def _days_of_round(facts: Facts, number: int, round_: Round | None) -> Days | None:
    """Without later rounds in the plan commenting reaches from the first opening to the present closing."""
    if facts.later:
        rounds = (facts.round, facts.coming)
        round_ = next((found for found in rounds if found is not None and found.number == number), None)
        return None if round_ is None else (round_.opens_at, round_.closes_at)
    return None if round_ is None else (facts.commented_from or round_.opens_at, round_.closes_at)


def _days_of(facts: Facts, kind: StageKind) -> Days | None:
    """When signing is or was open, when it was filed, when it ended."""
    if kind is StageKind.ENDORSING and facts.endorsing is not None:
        return facts.endorsing.opens_at, facts.endorsing.closes_at
    if kind is StageKind.FOLLOWING and facts.submission is not None:
        return facts.submission.filed_at, None
    if kind in (StageKind.CANCELLED, StageKind.ARCHIVED) and facts.ending is not None:
        return facts.ending.made_at, None
    return None
