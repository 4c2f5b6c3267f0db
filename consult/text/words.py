"""Words: the tokens a text is made of, and the units by which two texts are compared."""

import re
from typing import NamedTuple

from consult.text.characters import EXTENDERS, REGIONAL, WORD

#: What may stand between two halves of one word.
_JOINTS = r"['’:.,/\-\u2010\u2011]"
_NUMBER = r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\w)"
_WORD = rf"[{WORD}]+(?:{_JOINTS}(?<=[{WORD}].)[{WORD}]+)*"
_SYMBOL = rf"[^\s{WORD}](?:[{EXTENDERS}]|(?<=\u200d)[^\s{WORD}])*"
_ANY = rf"[{REGIONAL}]{{2}}|{_NUMBER}|{_WORD}|{_SYMBOL}"

#: The same tokens, found several times faster, in a text of Latin letters and plain signs alone.
_LETTERS = rf"\w++(?:{_JOINTS}\w++)*+"
_PLAIN = rf"(?!\d){_LETTERS}|{_NUMBER}|{_LETTERS}|[^\s\w]"
_NOT_PLAIN = re.compile("[^\x00-\xac\xae-\u02ff\u2010-\u2015\u2018-\u201e\u2020-\u2027\u202f\u20ac]")

_TOKENS = re.compile(rf"\s+|{_ANY}")
_PLAIN_TOKENS = re.compile(rf"\s++|{_PLAIN}")
_UNITS = re.compile(rf"\s*+(?:{_ANY})|\s+")
_PLAIN_UNITS = re.compile(rf"\s*+(?:{_PLAIN})|\s++")


class Token(NamedTuple):
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
    pattern = _TOKENS if _NOT_PLAIN.search(text) else _PLAIN_TOKENS
    return tuple(Token(found[0], found.start(), found.end()) for found in pattern.finditer(text))


def split_words(text: str) -> list[str]:
    """The texts of `words`, faster."""
    return (_TOKENS if _NOT_PLAIN.search(text) else _PLAIN_TOKENS).findall(text)


def split_units(text: str) -> list[str]:
    """Words with the white space before them: what a comparison aligns.

    >>> split_units("Tilat ovat auki.")
    ['Tilat', ' ovat', ' auki', '.']
    """
    return (_UNITS if _NOT_PLAIN.search(text) else _PLAIN_UNITS).findall(text)


def cut_before(text: str, at: int) -> int:
    """The last place at or before `at` where a token begins whatever stands behind it; 0 at worst.

    >>> cut_before("Noin 1 200 jäsentä", 8)
    4
    """
    while at > 0:
        if at < len(text) and text[at] == " " and not (text[at - 1].isspace() or text[at - 1].isdigit()):
            return at
        at = text.rfind(" ", 0, at)
    return 0


def cut_after(text: str, at: int) -> int:
    """The first place at or after `at` where a token begins whatever stands before it, or the end.

    >>> cut_after("Noin 1 200 jäsentä on", 8)
    18
    """
    while 0 <= at < len(text):
        if at and text[at] == " " and not (text[at - 1].isspace() or text[at - 1].isdigit()):
            return at
        at = text.find(" ", at + 1)
    return len(text)
