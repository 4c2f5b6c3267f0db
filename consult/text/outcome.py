"""What becomes of a change when its base becomes another."""

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """clean: carried. included: already there. touched: carried, but its sentence is another by now.

    conflict: its words changed. gone: its block is no more.
    """

    CLEAN = "clean"
    INCLUDED = "included"
    TOUCHED = "touched"
    CONFLICT = "conflict"
    GONE = "gone"


_SEVERITY = {outcome: number for number, outcome in enumerate(Outcome)}


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst of outcomes; of none, clean."""
    return max(outcomes, key=_SEVERITY.__getitem__, default=Outcome.CLEAN)
