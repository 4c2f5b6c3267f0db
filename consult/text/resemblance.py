"""How much two texts are alike, by their words."""

import re
from collections import Counter

from consult.text.words import split_words

_LETTERS = re.compile(r"\w+")

#: Shared words needed, of the words of both, to say that one text became the other.
_ALIKE = 0.6
_FEWEST_WORDS = 3


def word_counts(text: str) -> Counter[str]:
    """How often each word occurs, capitals and punctuation aside."""
    return Counter(word.casefold() for word in split_words(text) if word[0].isalnum())


def dice(one: Counter[str], other: Counter[str]) -> float:
    """Twice the shared words by the words of both: 0 nothing shared, 1 all."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def resembles(one: str, other: str) -> bool:
    """Whether two texts are the same but for spaces, or share most of at least three words."""
    if one.split() == other.split():
        return bool(one.split())
    first, second = word_counts(one), word_counts(other)
    return min(first.total(), second.total()) >= _FEWEST_WORDS and dice(first, second) >= _ALIKE


def distinct_words(text: str) -> frozenset[str]:
    """The words of a text, each once; capitals and punctuation aside."""
    return frozenset(_LETTERS.findall(text.casefold()))


def word_dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice the shared words by the words of both: 0 nothing shared, 1 all."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
