"""Words: the tokens a text is made of, and the units by which two texts are compared."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from consult.text.characters import EXTENDERS, REGIONAL, WORD

_NUMBER = r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\w])"
_WORD = rf"[{WORD}]+(?:['’:.,/\-\u2010\u2011](?<=[{WORD}].)[{WORD}]+)*"
_SYMBOL = rf"[^\s{WORD}](?:[{EXTENDERS}]|(?<=\u200d)[^\s{WORD}])*"

_TOKEN = re.compile(
    rf"(?P<space>\s+)|(?P<flag>[{REGIONAL}]{{2}})|(?P<number>{_NUMBER})|(?P<word>{_WORD})|{_SYMBOL}"
)


@dataclass(frozen=True, slots=True)
class Token:
    """The characters [start, end) of a text that are never cut apart."""

    text: str
    start: int
    end: int


def words(text: str) -> tuple[Token, ...]:
    """The tokens of a text, spaces and punctuation included; together they are the text.

    A word keeps its inner hyphens, colons and points (`EU:n`, `1.8.2017`, `hoito- ja` as `hoito`, `-`),
    a number its thousands' spaces, a letter its combining marks, an emoji its parts.

    >>> [token.text for token in words("Noin 1 200 ry:n jäsentä.")]
    ['Noin', ' ', '1 200', ' ', 'ry:n', ' ', 'jäsentä', '.']
    """
    return tuple(Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text))


def split_words(text: str) -> list[str]:
    """The texts of `words`, faster."""
    return [found[0] for found in _TOKEN.finditer(text)]


def split_units(words: Iterable[str]) -> list[str]:
    """Words with the white space before them: what a comparison aligns."""
    units: list[str] = []
    space = ""
    for token in words:
        if token.isspace():
            space = token
        else:
            units.append(space + token)
            space = ""
    if space:
        units.append(space)
    return units
