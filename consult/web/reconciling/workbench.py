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

#: Carried to a sentence that has become another since.
CHANGED = frozenset({PlacementOutcome.TOUCHED, PlacementOutcome.CONFLICT})


@dataclass(frozen=True)
class Proposer:
    """One of those who propose the very same, by the key of its change."""

    key: str
    proposal: ProposalInPlay


@dataclass(frozen=True)
class Rival:
    """One change among those in the same place, and who proposes it in order of arrival."""

    key: str
    letter: str
    proposers: tuple[Proposer, ...]
    runs: tuple[MarkedRun, ...]
    sentence: str
    new: str
    alike: tuple[str, ...] = ()
    lost: PlacementOutcome | None = None
    outcome: Outcome | None = None

    @property
    def proposal(self) -> ProposalInPlay:
        """The first to arrive."""
        return self.proposers[0].proposal

    @property
    def voices(self) -> tuple[str, ...]:
        """Who proposes it; one that proposes it twice is named once."""
        return tuple(dict.fromkeys(each.proposal.voice for each in self.proposers))

    @property
    def supporters(self) -> int:
        """How many more support it in any of its proposals, each counted once."""
        supporting = {name for each in self.proposers for name in each.proposal.supporters}
        return len(supporting.difference(self.voices))

    @property
    def is_waiting(self) -> bool:
        """One of its proposers has been asked something."""
        return any(each.proposal.is_waiting for each in self.proposers)

    @property
    def is_changed(self) -> bool:
        """The sentence is not what it was when one of them proposed this."""
        return any(each.proposal.outcome in CHANGED for each in self.proposers)


@dataclass(frozen=True)
class Context:
    """The block around a place, with the place between."""

    before: str
    place: str
    after: str


def rivals_of(
    reconciliation: Reconciliation, spot: Spot, bases: Mapping[int, text.Document]
) -> tuple[Rival, ...]:
    """The rivals of a spot as shown; `bases` are the versions that lost changes were made on."""
    rivals = [
        _rival(reconciliation, spot, members, _letter(position), bases)
        for position, members in enumerate(spot.rivals)
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
    if spot.group is None or spot.group.suggestion is None or len(spot.rivals) == 1:
        return ""
    return text.write_paragraphs(spot.group.suggestion)


def _rival(
    reconciliation: Reconciliation,
    spot: Spot,
    members: tuple[text.Member, ...],
    letter: str,
    bases: Mapping[int, text.Document],
) -> Rival:
    """A change against the text it stands on: this version, or for a lost one the version it was made on."""
    member = members[0]
    proposal = reconciliation.proposals[member.proposal]
    lost = proposal.lost.get(member.change) if spot.level == LOST else None
    base, change = reconciliation.base, None
    if lost is None:
        change = reconciliation.change(member)
    elif proposal.original is not None and proposal.made_on in bases:
        base = bases[proposal.made_on]
        change = next(each for each in proposal.original.changes if each.index == member.change)
    return Rival(
        key=reconciliation.member_key(member),
        letter=letter,
        proposers=tuple(
            Proposer(reconciliation.member_key(each), reconciliation.proposals[each.proposal])
            for each in members
        ),
        runs=marked_change(change, base) if change else (),
        sentence=change_sentence(change, base) if change else "",
        new=sides_of(change, base)[1].text if change else "",
        lost=lost,
        outcome=_outcome(spot, members),
    )


def _outcome(spot: Spot, members: tuple[text.Member, ...]) -> Outcome | None:
    """What the standing decision answers them all; nothing where it answered them apart."""
    items = spot.decision.items if spot.decision is not None else []
    given = {
        item.outcome for item in items if text.Member(str(item.revision_id), item.change or 0) in members
    }
    return next(iter(given)) if len(given) == 1 else None


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
