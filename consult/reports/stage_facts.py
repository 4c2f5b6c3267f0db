"""What the stage of a consultation follows from, and the stage that follows: nothing is stored of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from types import MappingProxyType

from consult.models import (
    Approval,
    Document,
    Ending,
    EndingKind,
    EndorsementRound,
    Export,
    Round,
    Stage,
    StageKind,
    Submission,
    Version,
)
from consult.reports.counting_back import StageKey
from consult.reports.openings import Admitted

#: Parts of the preparation that may have days of their own.
PREPARING = (StageKind.WORKSHOPS, StageKind.DRAFTING)
ENDINGS = (StageKind.ARCHIVED, StageKind.CANCELLED)
NOON = time(12)

Days = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Facts:
    """What a stage is derived from: newest version of the draft, rounds, submission, plan.

    `endorsing` is the endorsement round of that version. `round` is the last one that has opened, `coming`
    the next one that has not, and `commented_from` is when the first of all rounds opens. `is_unsettled` is
    asked where a newer version or a later round follows: something still waits for a decision, or for the
    version that publishes it. `approval` and `export` are of the newest version; `has_text` is a draft that
    has been brought in.
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

    #: Every round by its number, those to come too.
    every_round: Mapping[int, Round] = field(default_factory=lambda: MappingProxyType({}))
    approval: Approval | None = None
    export: Export | None = None
    has_text: bool = False

    @property
    def rounds(self) -> int:
        """How many rounds there are, those to come too."""
        newest = self.coming or self.round
        return max(self.every_round, default=0 if newest is None else newest.number)

    @property
    def is_newer(self) -> bool:
        """Whether the newest version came after the last round."""
        return self.version is not None and self.version.number > (self.round_version or 0)

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was given up."""
        return self.ending is not None and self.ending.kind is EndingKind.CANCELLED


def stage_of(facts: Facts, now: datetime) -> StageKind:
    """The stage of the timetable, from which follows what may be done; `reached` names it more finely.

    A later round that is planned ends no reconciling.
    """
    if facts.ending is not None:
        return StageKind.CANCELLED if facts.is_cancelled else StageKind.ARCHIVED
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


def reached(facts: Facts, now: datetime) -> StageKind:
    """The stage as the step indicator names it: with what somebody's deed brings about."""
    current = stage_of(facts, now)
    if current is StageKind.PLANNING:
        return (None if facts.coming else _deed(facts)) or _prepared(facts, now)
    if current is StageKind.ENDORSING and facts.endorsing is None:
        return current if _has_begun(facts, current, now) else StageKind.PUBLISHED
    if current is StageKind.FILING:
        return _deed(facts) or StageKind.PUBLISHED
    return current


def _deed(facts: Facts) -> StageKind | None:
    """What has been done with the newest version last."""
    if facts.export is not None:
        return StageKind.EXPORTED
    return None if facts.approval is None else StageKind.APPROVED


def _prepared(facts: Facts, now: datetime) -> StageKind:
    """Before the first round the plan of its parts, or else the text, tells how far it is."""
    if facts.round is not None:
        return StageKind.PUBLISHED if facts.is_newer else StageKind.RECONCILING
    planned = facts.planned or {}
    if any(kind in planned for kind in PREPARING):
        begun = [kind for kind in PREPARING if _has_begun(facts, kind, now)]
        return begun[-1] if begun else StageKind.PLANNING
    if facts.version is not None or facts.has_text:
        return StageKind.DRAFTING
    return StageKind.PLANNING if planned else StageKind.NOTICED


def _has_begun(facts: Facts, kind: StageKind, now: datetime) -> bool:
    stage = (facts.planned or {}).get(kind)
    return stage is not None and stage.starts_at <= now


def days_of(facts: Facts, kind: StageKind) -> Days | None:
    """When signing is or was open, and on which day the others came about."""
    if kind is StageKind.ENDORSING and facts.endorsing is not None:
        return facts.endorsing.opens_at, facts.endorsing.closes_at
    filed_at = facts.submission.filed_at if facts.submission else None
    ended_at = facts.ending.made_at if facts.ending else None
    approved_on = facts.approval.approved_on if facts.approval else None
    came: dict[StageKind, datetime | None] = {
        StageKind.PUBLISHED: facts.version.published_at if facts.version else None,
        StageKind.APPROVED: datetime.combine(approved_on, NOON, UTC) if approved_on else None,
        StageKind.EXPORTED: facts.export.made_at if facts.export else None,
        StageKind.FILING: filed_at,
        StageKind.FOLLOWING: filed_at,
        **dict.fromkeys(ENDINGS, ended_at),
    }
    day = came.get(kind)
    return None if day is None else (day, None)


def days_of_round(facts: Facts, number: int, round_: Round | None) -> Days | None:
    """Without later rounds in the plan commenting reaches from the first opening to the present closing."""
    if facts.later:
        round_ = facts.every_round.get(number)
        return None if round_ is None else (round_.opens_at, round_.closes_at)
    return None if round_ is None else (facts.commented_from or round_.opens_at, round_.closes_at)
