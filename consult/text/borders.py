"""How well a place between two words suits a reader as a border of what came or went."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from consult.text.sentences import sentences

#: From best to none.
SENTENCE, CLAUSE, WORD, NONE = 3, 2, 1, 0

_ENDS_CLAUSE = frozenset(",;:–—)]")
_BEGINS_CLAUSE = frozenset("([{–—")
_CLOSES = frozenset(",;:.!?…")

#: No more white space than this is looked past.
_FAR = 8

#: The weaker and the stronger border of a piece of text, to be compared.
Fitness = tuple[int, int]


class Borders:
    """The word borders of a text, and how strong each one is."""

    def __init__(self, text: str, words: list[str]) -> None:
        self.text = text
        self._words = words

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(map(len, self._words))]

    @cached_property
    def _sentence_starts(self) -> frozenset[int]:
        return frozenset({0, len(self.text), *(start for start, _ in sentences(self.text))})

    @cached_property
    def _sentence_ends(self) -> frozenset[int]:
        ends = (start + len(self.text[start:end].rstrip()) for start, end in sentences(self.text))
        return frozenset({0, len(self.text), *ends})

    def is_border(self, at: int) -> bool:
        """Whether no word is cut there."""
        return self._starts[bisect_left(self._starts, at)] == at

    def between(self, first: int, last: int) -> Iterator[int]:
        """The word borders in [first, last]."""
        yield from self._starts[bisect_left(self._starts, first) : bisect_right(self._starts, last)]

    def fitness(self, start: int, end: int) -> Fitness:
        """Of the words [start, end) with the space after them, or else before them; (0, 0) for neither."""
        after = sorted((self._before_word(start), self._before_word(end)))
        before = sorted((self._behind_word(start), self._behind_word(end)))
        weaker, stronger = max(after, before)
        return (weaker, stronger) if weaker else (NONE, NONE)

    def _before_word(self, at: int) -> int:
        """The strength of a place as one where words begin and the space has passed."""
        text = self.text
        if at in self._sentence_starts:
            return SENTENCE
        if not text[at - 1].isspace() or text[at].isspace():
            return NONE
        passed = text[max(at - _FAR, 0) : at].rstrip()[-1:]
        return CLAUSE if passed in _ENDS_CLAUSE or text[at] in _BEGINS_CLAUSE else WORD

    def _behind_word(self, at: int) -> int:
        """The strength of a place as one where words end and the space is still to come."""
        text = self.text
        if at in self._sentence_ends:
            return SENTENCE
        if text[at - 1].isspace() or text[at].isalnum():
            return NONE
        follows_clause = text[at].isspace() and text[at + 1 : at + 2] in _BEGINS_CLAUSE
        return CLAUSE if text[at] in _CLOSES or follows_clause else WORD
