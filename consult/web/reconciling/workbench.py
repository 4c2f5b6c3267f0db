"""What the workbench shows of a place: each proposal as the whole resulting sentence, in order of arrival."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import ascii_uppercase

from rapidfuzz.fuzz import ratio

from consult import text
from consult.models import Outcome, PlacementOutcome
from consult.reports.in_play import ProposalInPlay
from consult.reports.reconciliation import LOST, Reconciliation, Spot
from consult.web.marked import MarkedRun, marked_change, sides_of
from consult.web.sentences import change_sentence

#: Two resulting sentences at least this alike (0–100) are pointed out.
ALIKE = 92


@dataclass(frozen=True)
class Rival:
    """One proposal among those in the same place."""

    key: str
    letter: str
    proposal: ProposalInPlay
    runs: tuple[MarkedRun, ...]
    sentence: str
    new: str
    alike: tuple[str, ...] = ()
    lost: PlacementOutcome | None = None
    outcome: Outcome | None = None
    rationale: str = ""


@dataclass(frozen=True)
class Context:
    """The block around a place, with the place between."""

    before: str
    place: str
    after: str


def rivals_of(
    reconciliation: Reconciliation, spot: Spot, bases: Mapping[int, text.Document]
) -> tuple[Rival, ...]:
    """The members of a spot as shown; `bases` are the versions that lost changes were made on."""
    rivals = [
        _rival(reconciliation, spot, member, _letter(position), bases)
        for position, member in enumerate(spot.members)
    ]
    return tuple(_with_alike(rival, rivals) if rival.new else rival for rival in rivals)


def context_of(reconciliation: Reconciliation, spot: Spot) -> Context | None:
    """The words around the place in the version that is being reconciled."""
    block = reconciliation.base.by_id.get(spot.block_id)
    if block is None:
        return None
    if spot.place is None:
        return Context("", block.text, "")
    start, end = spot.place.start, spot.place.end
    return Context(block.text[:start], block.text[start:end], block.text[end:])


def sentence_number(reconciliation: Reconciliation, spot: Spot) -> int | None:
    """Which sentence of its block a place is, from 1; None for whole blocks and additions."""
    block = reconciliation.base.by_id.get(spot.block_id)
    if block is None or spot.place is None or spot.place.start == spot.place.end:
        return None
    starts = [start for start, _ in text.sentences(block.text)]
    return sum(start <= spot.place.start for start in starts) if len(starts) > 1 else None


def suggestion_of(spot: Spot) -> str:
    """The combination that the engine suggests where no words collide, as Markdown; else nothing."""
    if spot.group is None or spot.group.suggestion is None or len(spot.members) == 1:
        return ""
    return text.write_paragraphs(spot.group.suggestion)


def _rival(
    reconciliation: Reconciliation,
    spot: Spot,
    member: text.Member,
    letter: str,
    bases: Mapping[int, text.Document],
) -> Rival:
    """A change against the text it stands on: this version, or for a lost one the version it was made on."""
    proposal = reconciliation.proposals[member.proposal]
    lost = proposal.lost.get(member.change) if spot.level == LOST else None
    base, change = reconciliation.base, None
    if lost is None:
        change = reconciliation.change(member)
    elif proposal.original is not None and proposal.made_on in bases:
        base = bases[proposal.made_on]
        change = next(each for each in proposal.original.changes if each.index == member.change)
    outcome, rationale = _item(spot, member)
    return Rival(
        key=reconciliation.member_key(member),
        letter=letter,
        proposal=proposal,
        runs=marked_change(change, base) if change else (),
        sentence=change_sentence(change, base) if change else "",
        new=sides_of(change, base)[1].text if change else "",
        lost=lost,
        outcome=outcome,
        rationale=rationale,
    )


def _item(spot: Spot, member: text.Member) -> tuple[Outcome | None, str]:
    if spot.decision is not None:
        for item in spot.decision.items:
            if text.Member(str(item.revision_id), item.change or 0) == member:
                return item.outcome, item.rationale
    return None, ""


def _with_alike(rival: Rival, rivals: list[Rival]) -> Rival:
    alike = tuple(
        other.letter
        for other in rivals
        if other is not rival and other.new and ratio(rival.new, other.new) >= ALIKE
    )
    return replace(rival, alike=alike)


def _letter(position: int) -> str:
    """A, B, … Z, AA, AB, …"""
    rounds, rest = divmod(position, len(ascii_uppercase))
    return (_letter(rounds - 1) if rounds else "") + ascii_uppercase[rest]
