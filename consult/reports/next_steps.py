"""What to do next: for the agent of a consultation and for each organisation, most urgent first."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from consult.models import (
    Answer,
    Clarification,
    Comment,
    Consultation,
    Endorsement,
    EndorsementChoice,
    Intake,
    Proposal,
    Request,
    StageKind,
    Voice,
)
from consult.reports.contributions import Entry, Noun, State, load_entries
from consult.reports.endorsements import count_signings, is_standing, load_signings
from consult.reports.open_places import load_open
from consult.reports.participation import Funnel, load_funnel
from consult.reports.planned_deadlines import load_planned_deadline
from consult.reports.stages import Standing
from consult.reports.visibility import Viewer, is_being_entered


class StepKind(StrEnum):
    """Everything that this tool can ask somebody to do next."""

    SAVE_REQUEST = "save_request"
    BRING_IN_DRAFT = "bring_in_draft"
    PUBLISH_DRAFT = "publish_draft"
    ADD_ORGANISATIONS = "add_organisations"
    ADD_PEOPLE = "add_people"
    PLAN_ROUND = "plan_round"
    PLAN_TIMETABLE = "plan_timetable"
    COUNT_AGAIN = "count_again"
    WAIT_FOR_OPENING = "wait_for_opening"
    FOLLOW_ROUND = "follow_round"
    RECONCILE = "reconcile"
    PUBLISH_VERSION = "publish_version"
    ASK_SIGNATURES = "ask_signatures"
    FOLLOW_SIGNING = "follow_signing"
    FILE = "file"
    SIGN = "sign"
    SIGNED = "signed"
    SEND = "send"
    TELL_READY = "tell_ready"
    ANSWER = "answer"
    TAKE_STANCE = "take_stance"
    REPLY = "reply"
    SEE_ANSWERS = "see_answers"
    WAIT_FOR_VERSION = "wait_for_version"
    READ_DECISIONS = "read_decisions"


@dataclass(frozen=True)
class NextStep:
    """One thing to do, with the figures and the moment that explain it."""

    kind: StepKind
    count: int = 0
    total: int = 0
    at: datetime | None = None


#: States of a contribution that the agent has still to answer.
UNDECIDED = frozenset({State.OPEN, State.WAITING})


@dataclass(frozen=True)
class Overview:
    """What the agent's steps follow from."""

    standing: Standing
    request: Request | None
    intake: Intake | None
    funnel: Funnel
    undecided: int = 0
    unsigned: int = 0
    #: The deadline for which the timetable was made, where another one stands now.
    overtaken: datetime | None = None


def load_overview(
    session: Session, consultation: Consultation, standing: Standing, request: Request | None, now: datetime
) -> Overview:
    """At most ten queries, whatever the counts."""
    intake = None
    if standing.draft is not None and standing.version is None:
        intake = session.scalar(select(Intake).where(Intake.document_id == standing.draft.id))
    undecided = 0
    if standing.current is StageKind.RECONCILING and standing.version is not None:
        document_id = standing.version.document_id
        entries = [
            entry
            for entry in load_entries(session, _agent(consultation), now)
            if entry.document_id == document_id
        ]
        undecided = count_undecided(entries, load_open(session, standing.version))
    round_id = standing.round.id if standing.round else None
    funnel = load_funnel(session, consultation.id, round_id)
    endorsing = standing.facts.endorsing
    unsigned = 0
    if endorsing is not None and standing.current is StageKind.ENDORSING:
        unsigned = count_signings(load_signings(session, consultation.id, endorsing.id)).waiting
    overtaken = _overtaken(session, standing, request)
    return Overview(standing, request, intake, funnel, undecided, unsigned, overtaken)


def _overtaken(session: Session, standing: Standing, request: Request | None) -> datetime | None:
    """The deadline that the timetable was made for, if the authority has moved it since."""
    if request is None or not standing.facts.planned or standing.submission or standing.ending:
        return None
    planned_for = load_planned_deadline(session, request.consultation_id)
    return None if planned_for == request.deadline_at else planned_for


def count_undecided(entries: Iterable[Entry], open_here: Collection[tuple[Noun, int]]) -> int:
    """What waits for the agent's answer; what was postponed waits again at the next version."""
    return sum(entry.state in UNDECIDED or (entry.noun, entry.id) in open_here for entry in entries)


def agent_steps(overview: Overview) -> tuple[NextStep, ...]:
    """The steps of the change agent; none when everything is done."""
    steps = AGENT_STEPS.get(overview.standing.current)
    if steps is None:
        return ()
    moved = overview.request.deadline_at if overview.request and overview.overtaken else None
    again = () if moved is None else (NextStep(StepKind.COUNT_AGAIN, at=moved),)
    return (*again, *steps(overview))


def _planning(overview: Overview) -> Iterable[NextStep]:
    standing, funnel = overview.standing, overview.funnel
    if standing.version is None:
        if overview.request is None:
            yield NextStep(StepKind.SAVE_REQUEST)
        if overview.intake is None:
            yield NextStep(StepKind.BRING_IN_DRAFT)
        else:
            yield NextStep(StepKind.PUBLISH_DRAFT, count=len(overview.intake.blocks))
    elif standing.round is None:
        yield NextStep(StepKind.PLAN_ROUND)
    else:
        yield NextStep(StepKind.WAIT_FOR_OPENING, count=funnel.joined, at=standing.round.opens_at)
    if not funnel.joined:
        yield NextStep(StepKind.ADD_ORGANISATIONS)
    elif funnel.without_people:
        yield NextStep(StepKind.ADD_PEOPLE, count=funnel.without_people, total=funnel.joined)
    if not standing.facts.planned:
        yield NextStep(StepKind.PLAN_TIMETABLE)


def _commenting(overview: Overview) -> Iterable[NextStep]:
    funnel, round_ = overview.funnel, overview.standing.round
    if not funnel.joined:
        yield NextStep(StepKind.ADD_ORGANISATIONS)
    elif funnel.without_people:
        yield NextStep(StepKind.ADD_PEOPLE, count=funnel.without_people, total=funnel.joined)
    yield NextStep(
        StepKind.FOLLOW_ROUND,
        count=funnel.joined - funnel.answered,
        total=funnel.joined,
        at=round_.closes_at if round_ else None,
    )


def _reconciling(overview: Overview) -> Iterable[NextStep]:
    if overview.undecided:
        yield NextStep(StepKind.RECONCILE, count=overview.undecided)
    else:
        yield NextStep(StepKind.PUBLISH_VERSION, count=_next_number(overview.standing))
    coming = overview.standing.unclosed
    if coming is not None:
        yield NextStep(StepKind.WAIT_FOR_OPENING, count=overview.funnel.joined, at=coming.opens_at)
    elif not overview.undecided:
        yield NextStep(StepKind.FILE, at=overview.request.deadline_at if overview.request else None)


def _ending(overview: Overview) -> Iterable[NextStep]:
    """The text is signed while it is frozen, and filed after that."""
    standing = overview.standing
    endorsing, version = standing.facts.endorsing, standing.version
    if endorsing is not None and standing.current is StageKind.ENDORSING:
        yield NextStep(StepKind.FOLLOW_SIGNING, count=overview.unsigned, at=endorsing.closes_at)
        return
    if endorsing is None and standing.current is StageKind.ENDORSING:
        yield NextStep(StepKind.ASK_SIGNATURES, count=version.number if version else 0)
    yield NextStep(StepKind.FILE, at=overview.request.deadline_at if overview.request else None)
    yield NextStep(StepKind.PLAN_ROUND, count=1)


#: What an agent does in each stage; when the work is over, nothing.
AGENT_STEPS: Mapping[StageKind, Callable[[Overview], Iterable[NextStep]]] = {
    StageKind.PLANNING: _planning,
    StageKind.COMMENTING: _commenting,
    StageKind.RECONCILING: _reconciling,
    StageKind.ENDORSING: _ending,
    StageKind.FILING: _ending,
}


def _next_number(standing: Standing) -> int:
    return 1 + (standing.version.number if standing.version else 0)


def organisation_steps(
    session: Session,
    consultation: Consultation,
    standing: Standing,
    voice_ids: Iterable[int],
) -> Mapping[int, tuple[NextStep, ...]]:
    """The steps of each of these voices of the consultation, in one query for all of them together."""
    round_id = standing.round.id if standing.round else 0
    rows = session.execute(
        select(
            Voice.id,
            _own(Proposal, Proposal.sent_at.is_(None)) + _own(Comment, Comment.sent_at.is_(None)),
            _own(Proposal, Proposal.id.in_(_asked(Clarification.proposal_id)))
            + _own(Comment, Comment.id.in_(_asked(Clarification.comment_id))),
            select(Answer.sent_at)
            .where(Answer.voice_id == Voice.id, Answer.round_id == round_id)
            .scalar_subquery(),
            _signed(standing),
        ).where(Voice.consultation_id == consultation.id, Voice.id.in_(set(voice_ids)))
    )
    return {
        voice_id: tuple(
            _signing_steps(standing, signed)
            or _voice_steps(standing, unsent, asked, has_answered=sent_at is not None)
        )
        for voice_id, unsent, asked, sent_at, signed in rows
    }


def _signed(standing: Standing) -> ColumnElement[EndorsementChoice | None]:
    """What the organisation of a voice has answered to the signing."""
    endorsing = standing.facts.endorsing
    return (
        select(Endorsement.choice)
        .where(
            Endorsement.round_id == (endorsing.id if endorsing else 0),
            Endorsement.organisation_id == Voice.organisation_id,
            is_standing(),
        )
        .correlate(Voice)
        .scalar_subquery()
    )


def _signing_steps(standing: Standing, signed: EndorsementChoice | None) -> tuple[NextStep, ...]:
    """While a version is frozen for signing, nothing else is asked of an organisation."""
    endorsing, version = standing.facts.endorsing, standing.version
    if endorsing is None or version is None or standing.current is not StageKind.ENDORSING:
        return ()
    has_signed = signed not in (None, EndorsementChoice.WITHDRAWN)
    kind = StepKind.SIGNED if has_signed else StepKind.SIGN
    return (NextStep(kind, count=version.number, at=endorsing.closes_at),)


def _own(kind: type[Comment] | type[Proposal], which: ColumnElement[bool]) -> ColumnElement[int]:
    """How many standing contributions of a voice are like this."""
    return (
        select(func.count(kind.id))
        .join(Answer, Answer.id == kind.answer_id)
        .where(Answer.voice_id == Voice.id, kind.withdrawn_at.is_(None), ~is_being_entered(kind), which)
        .correlate(Voice)
        .scalar_subquery()
    )


def _asked(subject: InstrumentedAttribute[int | None]) -> Select[int | None]:
    """The contributions whose newest clarification is a question."""
    newest = select(func.max(Clarification.id)).where(subject.is_not(None)).group_by(subject)
    return select(subject).where(Clarification.id.in_(newest), Clarification.is_question)


def _voice_steps(standing: Standing, unsent: int, asked: int, *, has_answered: bool) -> Iterable[NextStep]:
    round_, stage = standing.round, standing.current
    closes_at = round_.closes_at if round_ else None
    if asked and stage in (StageKind.COMMENTING, StageKind.RECONCILING):
        yield NextStep(StepKind.REPLY, count=asked)
    if stage is StageKind.COMMENTING:
        if unsent:
            yield NextStep(StepKind.SEND, count=unsent, at=closes_at)
        elif not has_answered:
            yield NextStep(StepKind.ANSWER, at=closes_at)
        else:
            yield NextStep(StepKind.SEE_ANSWERS, at=closes_at)
    elif stage is StageKind.PLANNING:
        yield NextStep(StepKind.WAIT_FOR_OPENING, at=round_.opens_at if round_ else None)
    elif stage is StageKind.RECONCILING:
        yield NextStep(StepKind.WAIT_FOR_VERSION, count=_next_number(standing))
    elif stage is not StageKind.CANCELLED:
        yield NextStep(StepKind.READ_DECISIONS, count=standing.version.number if standing.version else 0)


def _agent(consultation: Consultation) -> Viewer:
    return Viewer(consultation.id, consultation.visibility, is_agent=True)
