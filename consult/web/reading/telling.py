"""A proposal told: each of its changes with the words marked and in a plain sentence."""

from dataclasses import dataclass

from markupsafe import Markup

from consult import text
from consult.web.marked import MarkedRun, marked_change
from consult.web.sentences import change_sentence


@dataclass(frozen=True)
class Told:
    """One change."""

    runs: tuple[MarkedRun, ...]
    sentence: Markup


def tell(changes: text.Proposal, base: text.Document) -> tuple[Told, ...]:
    """Every change as it stands against its base."""
    return tuple(
        Told(marked_change(change, base), change_sentence(change, base)) for change in changes.changes
    )
