"""A proposal carried to the next version, as far as its words are still there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from consult.text.block_map import BlockMap
from consult.text.carry import carry_change
from consult.text.change import Change
from consult.text.document import Document
from consult.text.outcome import Outcome, worst
from consult.text.proposal import Proposal
from consult.text.runs import Run


@dataclass(frozen=True, slots=True)
class RebasedChange:
    """What became of a change; `change` is it on the new version, if it could be carried."""

    index: int
    outcome: Outcome
    change: Change | None


class Rebased(NamedTuple):
    """The worst outcome of all changes, and the proposal of those that could be carried, if any."""

    outcome: Outcome
    proposal: Proposal | None
    changes: tuple[RebasedChange, ...]


def rebase(
    proposal: Proposal,
    old: Document,
    new: Document,
    runs: Mapping[str, tuple[Run, ...]] | None = None,
) -> Rebased:
    """The proposal on `old` carried to `new`; `runs` (`Applied.runs`) say exactly how the words changed.

    >>> old = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> new = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki. Tervetuloa."),))
    >>> edited = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat avoinna."),))
    >>> rebase(propose(old, edited), old, new).outcome.value
    'clean'
    """
    return rebase_on(proposal, BlockMap(old, new, runs))


def rebase_on(proposal: Proposal, carried: BlockMap) -> Rebased:
    """`rebase` on a map that is used for many proposals.

    >>> old, new = parse("Tilat ovat auki."), parse("Tilat ovat nyt auki.")
    >>> rebase_on(propose(old, parse("Tilat ovat avoinna.")), BlockMap(old, new)).outcome.value
    'touched'
    """
    changes = tuple(
        [RebasedChange(change.index, *carry_change(change, proposal, carried)) for change in proposal.changes]
    )
    if all(was is now.change for was, now in zip(proposal.changes, changes, strict=True)):
        return Rebased(worst(change.outcome for change in changes), proposal, changes)
    kept = tuple(change.change for change in changes if change.change is not None)
    outcome = worst(change.outcome for change in changes)
    return Rebased(outcome, Proposal(proposal.key, kept) if kept else None, changes)
