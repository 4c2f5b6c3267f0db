"""Where a contribution made on one version stands in a later one."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from consult import text
from consult.models import PlacementOutcome

#: The columns of a placement, so that a preview makes no objects of what it does not store.
Columns = dict[str, Any]

_FROM_GOOD_TO_BAD = ("clean", "included", "touched", "conflict", "gone")


def place_proposal(
    revision_id: int,
    changes: text.Proposal,
    carried: text.BlockMap,
    lost_before: Mapping[int, PlacementOutcome] | None = None,
) -> Columns:
    """The changes that can be carried over, and the outcome of those that cannot or could not before."""
    rebased = text.rebase_on(changes, carried)
    lost = {
        change.index: PlacementOutcome(change.outcome.value)
        for change in rebased.changes
        if change.change is None
    }
    lost |= lost_before or {}
    standing = rebased.proposal or text.Proposal(key=changes.key, changes=())
    outcome = max((*lost.values(), PlacementOutcome(rebased.outcome.value)), key=_badness)
    return {
        "revision_id": revision_id,
        "outcome": outcome,
        "changes": {
            "proposal": standing.to_json(),
            "lost": {str(index): lost_outcome.value for index, lost_outcome in lost.items()},
        },
    }


def place_comment(comment_id: int, anchor: text.Anchor, carried: text.BlockMap) -> Columns:
    """A comment follows its words; an orphan stays listed with the version it was made on."""
    relocated = text.relocate_on(anchor, carried)
    found = relocated.anchor
    return {
        "comment_id": comment_id,
        "outcome": PlacementOutcome(relocated.outcome.value),
        "block_id": found.block if found else None,
        "anchor": asdict(found) if found else None,
    }


def _badness(outcome: PlacementOutcome) -> int:
    return _FROM_GOOD_TO_BAD.index(outcome.value)
