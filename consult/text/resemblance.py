"""How much two texts are alike, by their words."""

import re
from collections import Counter

from consult.text.words import split_words

_LETTERS = re.compile(r"\w+")

#: Shared words needed, of the words of both, to say that one text became the other.
_ALIKE = 0.6
_FEWEST_WORDS = 3


def _word_counts(text: str) -> Counter[str]:
    """How often each word occurs, capitals and punctuation aside."""
    return Counter(word.casefold() for word in split_words(text) if word[0].isalnum())


def resembles(one: str, other: str) -> bool:
    """Whether two texts are the same but for spaces, or share most of at least three words."""
    if one.split() == other.split():
        return bool(one.split())
    first, second = _word_counts(one), _word_counts(other)
    is_long = min(first.total(), second.total()) >= _FEWEST_WORDS
    return is_long and _share(first, second) >= _ALIKE


def shared_words(one: str, other: str) -> float:
    """Twice the words that both have by the words of both, each as often as it occurs: 0 none, 1 all.

    >>> shared_words("tilat ja avustukset", "Tilat, avustukset")
    0.8
    """
    return _share(_word_counts(one), _word_counts(other))


def _share(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


class Said:
    """What a text says: its distinct words and pairs of words, capitals and punctuation aside."""

    __slots__ = ("_pairs", "words")

    def __init__(self, text: str) -> None:
        row = _LETTERS.findall(text.casefold())
        self.words = frozenset(row)
        self._pairs = frozenset(zip(row, row[1:], strict=False))

    def likeness(self, other: "Said") -> float:
        """From 0, nothing shared, to 1, all: half by the words and half by what follows what.

        Texts on one subject share many words; that they are one text shows in their order.

        >>> Said("Tilat ovat auki").likeness(Said("auki ovat tilat"))
        0.5
        """
        words, pairs = _dice(self.words, other.words), _dice(self._pairs, other._pairs)
        return (words + pairs) / 2 if self._pairs or other._pairs else words


def _dice(one: frozenset[object], other: frozenset[object]) -> float:
    """Twice what is shared by what both have."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
