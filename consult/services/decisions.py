"""Deciding: every member of a place at once, bound to what was seen, with a reason for all but acceptance."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
    """The outcome of one rival and, when it has one of its own, the reason."""

    outcome: Outcome
    rationale: str = ""


@dataclass(frozen=True)
class Ruling:
    """What the agent saved for one place: `seen` and `standing` are what the page showed.

    `verdicts` are by the keys of `member_keys`, `reasons` by the members' own: what a proposer is told
    instead of what is told to all who propose the same.
    """

    seen: str
    verdicts: Mapping[str, Verdict]
    rationale: str = ""
    wording: str = ""
    standing: int | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)

    def reason(self, key: str, member_key: str) -> str:
        """What the proposer of a member is told, apart from what is told to the whole place."""
        return self.reasons.get(member_key) or self.verdicts[key].rationale


#: The members of each rival by their own keys, by the key of the first; a comment has no members.
Keys = Mapping[str, Mapping[str, text.Member]]


def decide(
    session: Session, version: Version, key: str, ruling: Ruling, *, actor: Person, now: datetime
) -> Decision:
    """Answer everything in one place of the text.

    `ruling.verdicts` has an outcome for each rival by its key (`p12-0`, or `c5` for a comment); all who
    propose the very same get it. Members, or a decision, that the page did not show are a conflict with
    both texts.
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
    decision.items = [item for key in keys for item in _items(spot, key, keys[key], ruling)]
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


def member_keys(reconciliation: Reconciliation, spot: Spot) -> dict[str, dict[str, text.Member]]:
    """The members of a spot by the keys that the form uses: identical ones under the key of the first."""
    if spot.comment is not None:
        return {spot.key: {}}
    rivals = ({reconciliation.member_key(member): member for member in rival} for rival in spot.rivals)
    return {next(iter(members)): members for members in rivals}


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


def _check_verdicts(reconciliation: Reconciliation, spot: Spot, keys: Keys, ruling: Ruling) -> None:
    missing = [key for key in keys if key not in ruling.verdicts]
    if missing:
        raise Invalid(
            "Decide every proposal in this place. Still open: %(members)s.",
            field=missing[0],
            members=", ".join(_name(reconciliation, keys[key].values(), spot) for key in missing),
        )
    require_size(ruling.wording, field="wording")
    require_size(ruling.rationale, field="rationale")
    for key, members in keys.items():
        _check_reasons(key, members, ruling)
        for member in members.values() if spot.level == LOST else ():
            _check_lost(reconciliation, member, ruling.verdicts[key], key)


def _check_reasons(key: str, members: Iterable[str], ruling: Ruling) -> None:
    """Nobody is left without a reason, unless everything was simply accepted."""
    verdict = ruling.verdicts[key]
    require_size(verdict.rationale, field=f"rationale-{key}")
    for member_key in members:
        require_size(ruling.reasons.get(member_key, ""), field=f"reason-{member_key}")
    if verdict.outcome is Outcome.ACCEPTED or ruling.rationale:
        return
    if not all(ruling.reason(key, member_key) for member_key in members or (key,)):
        raise Invalid("Write a reason. Everything but plain acceptance needs one.", field=f"rationale-{key}")


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
    keys: Keys,
    ruling: Ruling,
    wording: Mapping[str, Any] | None,
) -> None:
    """Two changes that contradict each other cannot both be taken as they are."""
    if spot.group is None:
        return
    decisions: dict[text.Member, text.Decision] = {
        member: verdict_for(ruling.verdicts[key].outcome)
        for key, members in keys.items()
        for member in members.values()
    }
    try:
        reconciliation.merge.apply(decisions, own_wording(spot, wording), order=reconciliation.arrival)
    except text.Contradiction as contradiction:
        met = (rival for rival in spot.rivals if not set(rival).isdisjoint(contradiction.members))
        raise Invalid(
            "These cannot both be accepted: %(members)s. Accept one or write your own wording.",
            field="wording",
            members=", ".join(_name(reconciliation, rival, spot) for rival in met),
        ) from None


def verdict_for(outcome: Outcome) -> text.Accept | text.Decline:
    """Only plain acceptance applies a change as it is."""
    return text.Accept() if outcome is Outcome.ACCEPTED else text.Decline()


def _name(reconciliation: Reconciliation, rival: Iterable[text.Member], spot: Spot) -> str:
    """Who proposes it, the first with how many more."""
    proposals = [reconciliation.proposals[member.proposal] for member in rival]
    if not proposals:
        return spot.comment.voice if spot.comment else ""
    more = f" + {len(proposals) - 1}" if len(proposals) > 1 else ""
    return f"{proposals[0].voice} ({proposals[0].number}){more}"


def _place(spot: Spot) -> dict[str, Any]:
    if spot.place is None:
        return {"block": spot.block_id, "start": 0, "end": 0}
    return {"block": spot.place.block, "start": spot.place.start, "end": spot.place.end}


def _items(
    spot: Spot, key: str, members: Mapping[str, text.Member], ruling: Ruling
) -> Iterator[DecisionItem]:
    """Everybody's answer: of those who propose the same each gets its own."""
    verdict = ruling.verdicts[key]
    if spot.comment is not None:
        comment_id = spot.comment.comment_id
        yield DecisionItem(comment_id=comment_id, outcome=verdict.outcome, rationale=verdict.rationale)
    for member_key, member in members.items():
        yield DecisionItem(
            revision_id=int(member.proposal),
            change=member.change,
            outcome=verdict.outcome,
            rationale=ruling.reason(key, member_key),
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
