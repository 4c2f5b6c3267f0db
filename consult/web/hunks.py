"""The separate places in which words went or came, as a sentence speaks of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from consult.text.runs import Run, RunKind
from consult.text.words import words

ENDS = (".", "!", "?", "…")


@dataclass
class Hunk:
    """Words removed and added in one place; `before` is the word that stands before it.

    [old_start, old_end) is the place in the old text, [new_start, new_end) in the new one.
    """

    before: str = ""
    removed: str = ""
    added: str = ""
    old_start: int = 0
    old_end: int = 0
    new_start: int = 0
    new_end: int = 0

    @property
    def has_words(self) -> bool:
        """More than punctuation changed."""
        return any(char.isalnum() for char in self.removed + self.added)

    @property
    def is_sentence(self) -> bool:
        """A whole sentence came or went."""
        text = (self.removed or self.added).strip()
        return text.endswith(ENDS) and text[:1].isupper() and len(_words(text)) > 1

    @staticmethod
    def size(text: str) -> str:
        """`word` or `words`, for the grammar."""
        return "word" if len(_words(text)) <= 1 else "words"


def hunks_in(runs: Iterable[Run]) -> list[Hunk]:
    """The hunks of runs in order, without the white space around them."""
    hunks: list[Hunk] = []
    before, is_open = "", False
    for run in runs:
        if run.kind is RunKind.EQUAL:
            before = (_words(run.text) or [before])[-1]
            is_open = False
            continue
        if not is_open:
            hunks.append(_begin(before, run))
            is_open = True
        _extend(hunks[-1], run)
    for hunk in hunks:
        hunk.removed, hunk.added = hunk.removed.strip(), hunk.added.strip()
    return [hunk for hunk in hunks if hunk.removed or hunk.added]


def _begin(before: str, run: Run) -> Hunk:
    old, new = run.old_start, run.new_start
    return Hunk(before, old_start=old, old_end=old, new_start=new, new_end=new)


def _extend(hunk: Hunk, run: Run) -> None:
    if run.kind is RunKind.REMOVED:
        hunk.removed += run.text
        hunk.old_end = run.old_start + len(run.text)
    else:
        hunk.added += run.text
        hunk.new_end = run.new_start + len(run.text)


def _words(text: str) -> list[str]:
    tokens = (text[token.start : token.end] for token in words(text))
    return [token for token in tokens if any(char.isalnum() for char in token)]
