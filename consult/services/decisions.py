"""Deciding: every member of a place at once, bound to what was seen, with a reason for all but acceptance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult import text
from consult.errors import Conflict, Invalid, NotFound
from consult.models import (
    Decision,
    DecisionItem,
    Document,
    Outcome,
    Person,
    PlacementOutcome,
    Version,
)
from consult.reports.reconciliation import COMMENT, LOST, Reconciliation, Spot, load_reconciliation
from consult.services.contributions import require_size
from consult.services.log import record
from consult.services.reconcilable import require_reconciling, require_standing

#: Outcomes that need the agent's own wording, and those that may stand beside one.
WORDED = frozenset({Outcome.PARTLY, Outcome.COMBINED})
TAKEN = WORDED | {Outcome.ACCEPTED}


@dataclass(frozen=True)
class Verdict:
    """The outcome of one member and, when it has one of its own, the reason."""

    outcome: Outcome
    rationale: str = ""


@dataclass(frozen=True)
class Ruling:
    """What the agent saved for one place: `seen` and `standing` are what the page showed."""

    seen: str
    verdicts: Mapping[str, Verdict]
    rationale: str = ""
    wording: str = ""
    standing: int | None = None


def decide(
    session: Session, version: Version, key: str, ruling: Ruling, *, actor: Person, now: datetime
) -> Decision:
    """Answer everything in one place of the text.

    `ruling.verdicts` has an outcome for each member by its key (`p12-0`, or `c5` for a comment).
    Members, or a decision, that the page did not show are a conflict with both texts.
    """
    require_reconciling(session, version, now)
    reconciliation = load_reconciliation(session, version)
    spot = reconciliation.by_key.get(key)
    if spot is None:
        raise NotFound("There is nothing to decide here any more.")
    _require_unchanged(spot, ruling)
    keys = member_keys(reconciliation, spot)
    _check_verdicts(reconciliation, spot, keys, ruling)
    wording = _wording(spot, ruling)
    _check_applies(reconciliation, spot, keys, ruling, wording)
    decision = Decision(
        consultation_id=_consultation_id(session, version),
        document_id=version.document_id,
        version_id=version.id,
        draft_version_id=reconciliation.draft.id if reconciliation.is_background else None,
        group_hash=spot.seen,
        place=_place(spot),
        wording=wording,
        rationale=ruling.rationale,
        actor_id=actor.id,
        decided_at=now,
    )
    decision.items = [_item(spot, member, ruling.verdicts[member_key]) for member_key, member in keys.items()]
    session.add(decision)
    session.flush()
    _log(session, "decision.made", decision, actor, now)
    return decision


def undo(session: Session, decision: Decision, *, actor: Person, now: datetime) -> Decision:
    """Bring back the state before a decision that stands; both rows stay and the log keeps both."""
    version = session.get_one(Version, decision.version_id)
    require_reconciling(session, version, now)
    require_standing(session, decision)
    undoing = Decision(
        consultation_id=decision.consultation_id,
        document_id=decision.document_id,
        version_id=decision.version_id,
        draft_version_id=decision.draft_version_id,
        group_hash=decision.group_hash,
        place=decision.place,
        wording=None,
        undoes_id=decision.id,
        actor_id=actor.id,
        decided_at=now,
    )
    session.add(undoing)
    session.flush()
    _log(session, "decision.undone", undoing, actor, now)
    return undoing


def load_decision(session: Session, consultation_id: int, decision_id: int) -> Decision:
    """A decision of this consultation, with its items."""
    decision = session.scalar(
        select(Decision)
        .options(selectinload(Decision.items))
        .where(Decision.id == decision_id, Decision.consultation_id == consultation_id)
    )
    if decision is None:
        raise NotFound("The decision was not found.")
    return decision


def member_keys(reconciliation: Reconciliation, spot: Spot) -> dict[str, text.Member | None]:
    """The members of a spot by the keys that the form uses; a comment has no engine member."""
    if spot.comment is not None:
        return {spot.key: None}
    return {reconciliation.member_key(member): member for member in spot.members}


def own_wording(spot: Spot, wording: Mapping[str, Any] | None) -> dict[str, text.Fragment]:
    """The agent's own words of a decision by the key of the group they stand for; empty without any."""
    if spot.group is None or not wording:
        return {}
    return {spot.group.key: text.read_paragraphs(str(wording["markdown"]))}


def _require_unchanged(spot: Spot, ruling: Ruling) -> None:
    standing = spot.decision.id if spot.decision else None
    if spot.seen == ruling.seen and standing == ruling.standing:
        return
    raise Conflict(
        "This has changed while you were deciding. Look at what stands now and save again.",
        ours=ruling.wording or ruling.rationale,
        theirs=_said(spot),
    )


def _said(spot: Spot) -> str:
    if spot.decision is None:
        return ""
    wording = str(spot.decision.wording["markdown"]) if spot.decision.wording else ""
    return "\n".join(part for part in (wording, spot.decision.rationale) if part)


def _check_verdicts(
    reconciliation: Reconciliation,
    spot: Spot,
    keys: Mapping[str, text.Member | None],
    ruling: Ruling,
) -> None:
    missing = [key for key in keys if key not in ruling.verdicts]
    if missing:
        raise Invalid(
            "Decide every proposal in this place. Still open: %(members)s.",
            field=missing[0],
            members=", ".join(_name(reconciliation, keys[key], spot) for key in missing),
        )
    require_size(ruling.wording, field="wording")
    require_size(ruling.rationale, field="rationale")
    for key, member in keys.items():
        verdict = ruling.verdicts[key]
        require_size(verdict.rationale, field=f"rationale-{key}")
        if verdict.outcome is not Outcome.ACCEPTED and not (verdict.rationale or ruling.rationale):
            raise Invalid(
                "Write a reason. Everything but plain acceptance needs one.", field=f"rationale-{key}"
            )
        if member is not None and spot.level == LOST:
            _check_lost(reconciliation, member, verdict, key)


def _check_lost(reconciliation: Reconciliation, member: text.Member, verdict: Verdict, key: str) -> None:
    outcome = reconciliation.proposals[member.proposal].lost[member.change]
    if verdict.outcome is Outcome.ACCEPTED and outcome is not PlacementOutcome.INCLUDED:
        raise Invalid(
            "The draft has changed here, so the proposal cannot be taken as it is. "
            "Make your own edit and answer partly.",
            field=key,
        )


def _wording(spot: Spot, ruling: Ruling) -> dict[str, Any] | None:
    """The own wording to store; it and the outcomes that need it come together."""
    outcomes = {verdict.outcome for verdict in ruling.verdicts.values()}
    if spot.place is None or spot.level in (LOST, COMMENT):
        return None
    if outcomes & WORDED and not ruling.wording:
        raise Invalid("Write your own wording, since a proposal is taken partly.", field="wording")
    if ruling.wording and not outcomes & TAKEN:
        raise Invalid(
            "You wrote your own wording. Mark the proposals whose words it takes as partly or combined.",
            field="wording",
        )
    return {"markdown": ruling.wording} if ruling.wording else None


def _check_applies(
    reconciliation: Reconciliation,
    spot: Spot,
    keys: Mapping[str, text.Member | None],
    ruling: Ruling,
    wording: Mapping[str, Any] | None,
) -> None:
    """Two changes that contradict each other cannot both be taken as they are."""
    decisions: dict[text.Member, text.Accept | text.Decline] = {
        member: verdict_for(ruling.verdicts[key].outcome)
        for key, member in keys.items()
        if member is not None
    }
    if spot.group is None or not decisions:
        return
    try:
        reconciliation.merge.apply(decisions, own_wording(spot, wording), order=reconciliation.arrival)
    except text.Contradiction as contradiction:
        names = (_name(reconciliation, each, spot) for each in decisions if each in contradiction.members)
        raise Invalid(
            "These cannot both be accepted: %(members)s. Accept one or write your own wording.",
            field="wording",
            members=", ".join(names),
        ) from None


def verdict_for(outcome: Outcome) -> text.Accept | text.Decline:
    """Only plain acceptance applies a change as it is."""
    return text.Accept() if outcome is Outcome.ACCEPTED else text.Decline()


def _name(reconciliation: Reconciliation, member: text.Member | None, spot: Spot) -> str:
    if member is None:
        return spot.comment.voice if spot.comment else ""
    proposal = reconciliation.proposals[member.proposal]
    return f"{proposal.voice} ({proposal.number})"


def _place(spot: Spot) -> dict[str, Any]:
    if spot.place is None:
        return {"block": spot.block_id, "start": 0, "end": 0}
    return {"block": spot.place.block, "start": spot.place.start, "end": spot.place.end}


def _item(spot: Spot, member: text.Member | None, verdict: Verdict) -> DecisionItem:
    if member is None:
        return DecisionItem(
            comment_id=spot.comment.comment_id if spot.comment else None,
            outcome=verdict.outcome,
            rationale=verdict.rationale,
        )
    return DecisionItem(
        revision_id=int(member.proposal),
        change=member.change,
        outcome=verdict.outcome,
        rationale=verdict.rationale,
    )


def _consultation_id(session: Session, version: Version) -> int:
    return session.get_one(Document, version.document_id).consultation_id


def _log(session: Session, action: str, decision: Decision, actor: Person, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=decision.consultation_id,
        subject="decision",
        subject_id=decision.id,
        undoes=decision.undoes_id,
    )
