"""Runs: a changed text cut into what stayed, what went and what came."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from consult.text.hunk import Hunk
from consult.text.hunks import find_hunks


class RunKind(StrEnum):
    """What became of the words of a run."""

    EQUAL = "equal"
    REMOVED = "removed"
    ADDED = "added"


class Run(NamedTuple):
    """Words that stayed, went or came, and where they begin in the old and in the new text."""

    kind: RunKind
    text: str
    old_start: int
    new_start: int


def compare_words(old: str, new: str) -> tuple[Run, ...]:
    """Raw runs: equal and removed ones are the old text, equal and added ones the new.

    >>> [(run.kind.value, run.text) for run in compare_words("maksuton tila", "avoin tila")]
    [('removed', 'maksuton'), ('added', 'avoin'), ('equal', ' tila')]
    """
    return runs_of(old, new, find_hunks(old, new))


def runs_of(old: str, new: str, hunks: Iterable[Hunk]) -> tuple[Run, ...]:
    """The runs that hunks leave between and in them."""
    runs: list[Run] = []
    old_at = new_at = 0
    for hunk in (*hunks, Hunk(len(old), len(old), len(new), len(new))):
        pieces = (
            Run(RunKind.EQUAL, old[old_at : hunk.start], old_at, new_at),
            Run(RunKind.REMOVED, old[hunk.start : hunk.end], hunk.start, hunk.new_start),
            Run(RunKind.ADDED, new[hunk.new_start : hunk.new_end], hunk.end, hunk.new_start),
        )
        runs += [piece for piece in pieces if piece.text]
        old_at, new_at = hunk.end, hunk.new_end
    return tuple(runs)


def hunks_of(runs: Sequence[Run]) -> list[Hunk]:
    """The hunks that runs came from."""
    hunks: list[Hunk] = []
    for run in runs:
        if run.kind is RunKind.EQUAL:
            continue
        old_end = run.old_start + (len(run.text) if run.kind is RunKind.REMOVED else 0)
        new_end = run.new_start + (len(run.text) if run.kind is RunKind.ADDED else 0)
        if hunks and hunks[-1].end == run.old_start and hunks[-1].new_end == run.new_start:
            hunks[-1] = Hunk(hunks[-1].start, old_end, hunks[-1].new_start, new_end)
        else:
            hunks.append(Hunk(run.old_start, old_end, run.new_start, new_end))
    return hunks


def display_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs for the eye: what stayed between two changes and is shorter than both is shown as changed.

    >>> [run.text for run in display_runs(compare_words("kunnan ja alueen", "kylän ja seudun"))]
    ['kunnan ja alueen', 'kylän ja seudun']
    """
    old = "".join(run.text for run in runs if run.kind is not RunKind.ADDED)
    new = "".join(run.text for run in runs if run.kind is not RunKind.REMOVED)
    shown: list[Hunk] = []
    for hunk in hunks_of(runs):
        shown.append(hunk)
        while len(shown) > 1 and _is_island(old, shown[-2], shown[-1]):
            last, before = shown.pop(), shown.pop()
            shown.append(Hunk(before.start, last.end, before.new_start, last.new_end))
    return runs_of(old, new, shown)


def _is_island(old: str, before: Hunk, after: Hunk) -> bool:
    """Whether the words that stayed between two changes only disturb the reader."""
    between = old[before.end : after.start]
    if "\n" in between:
        return False
    letters = sum(char.isalnum() for char in between)
    return letters <= 1 or len(between) <= min(_size(before), _size(after))


def _size(hunk: Hunk) -> int:
    """The characters of the larger side; an addition or removal alone never swallows its surroundings."""
    removed, added = hunk.end - hunk.start, hunk.new_end - hunk.new_start
    return max(removed, added) if removed and added else 0
