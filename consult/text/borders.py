"""How well a place between two words suits a reader as a border of what came or went."""

from bisect import bisect_left
from itertools import accumulate

from consult.text.sentences import sentences
from consult.text.words import cut_after, cut_before, split_words

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

    def __init__(self, text: str) -> None:
        self.text = text

    def _begins_sentence(self, at: int) -> bool:
        """Whether a sentence, or the text, begins or ends there and its space has passed."""
        found = sentences(self.text)
        number = bisect_left(found, (at,))
        return at == len(self.text) or (number < len(found) and found[number][0] == at)

    def _ends_sentence(self, at: int) -> bool:
        """Whether a sentence, or the text, ends or begins there and its space is still to come."""
        if at in (0, len(self.text)):
            return True
        start, end = sentences(self.text)[bisect_left(sentences(self.text), (at,)) - 1]
        return start + len(self.text[start:end].rstrip()) == at

    def is_border(self, at: int) -> bool:
        """Whether no word is cut there."""
        if at in (0, len(self.text)):
            return True
        before, after = self.text[at - 1], self.text[at]
        if before.isalnum() and after.isalnum():
            return False
        if before.isspace() is not after.isspace() and not (before + after).strip().isdigit():
            return True
        return at in self.between(at, at)

    def between(self, first: int, last: int) -> list[int]:
        """The word borders in [first, last]."""
        start, end = cut_before(self.text, first), cut_after(self.text, last)
        starts = accumulate(map(len, split_words(self.text[start:end])), initial=start)
        return [at for at in starts if first <= at <= last]

    def fitness(self, start: int, end: int) -> Fitness:
        """Of the words [start, end) with the space after them, or else before them; (0, 0) for neither."""
        after = sorted((self._before_word(start), self._before_word(end)))
        before = sorted((self._behind_word(start), self._behind_word(end)))
        weaker, stronger = max(after, before)
        return (weaker, stronger) if weaker else (NONE, NONE)

    def _before_word(self, at: int) -> int:
        """The strength of a place as one where words begin and the space has passed."""
        text = self.text
        if self._begins_sentence(at):
            return SENTENCE
        if not text[at - 1].isspace() or text[at].isspace():
            return NONE
        passed = text[max(at - _FAR, 0) : at].rstrip()[-1:]
        return CLAUSE if passed in _ENDS_CLAUSE or text[at] in _BEGINS_CLAUSE else WORD

    def _behind_word(self, at: int) -> int:
        """The strength of a place as one where words end and the space is still to come."""
        text = self.text
        if self._ends_sentence(at):
            return SENTENCE
        if text[at - 1].isspace() or text[at].isalnum():
            return NONE
        follows_clause = text[at].isspace() and text[at + 1 : at + 2] in _BEGINS_CLAUSE
        return CLAUSE if text[at] in _CLOSES or follows_clause else WORD
