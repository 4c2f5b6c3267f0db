"""Sentences: the pieces of a text within which two edits are looked at together."""

import re
from functools import lru_cache

# Each begins only where its run begins and gives nothing back, so that long runs are read once.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|\n+")
_LAST_WORD = re.compile(r"[^\s(\[\"”’»«]+$")
_NEXT = re.compile(r"\s*+[\"'”’»«(\[–—-]*\s*+(\S)")
_SHORT_NUMBER = re.compile(r"\d{1,2}$")

_GO_ON = """
    esim mm ks vrt ts eli s ss n nk ns ko em klo puh prof toht tri dos fil joht siht pj vpj art nro no ed
    alk v vs eaa huom mon yht os luk kohd
    t.ex bl.a dvs s.k f.d kap st nr tel kl jfr
    e.g i.e cf mr mrs ms dr vol fig approx
"""
_MAY_END = "mom kpl jne ym yms tms ry oy oyj rs rf ab etc mfl m.fl osv o.s.v inc ltd jr sr tmi ky ay"

#: Abbreviations after which a sentence goes on, whatever follows.
_INNER = frozenset(_GO_ON.split())

#: Abbreviations that may also be the last word of a sentence: the next word's capital decides.
_OUTER = frozenset(_MAY_END.split())


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The [start, end) of each sentence; together they are the text, spaces going with the one before.

    >>> sentences("Ks. s. 37. Tilat ovat maksuttomia.")
    ((0, 11), (11, 34))
    """
    borders = [0]
    for found in _END.finditer(text):
        following = _NEXT.match(text, found.end())
        if following is None:
            continue
        if "\n" in found[0] or _ends(text, found, borders[-1], following[1]):
            borders.append(_after_space(text, found.end()))
    borders.append(len(text))
    return tuple((first, last) for first, last in zip(borders, borders[1:], strict=False) if first < last)


def _after_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _ends(text: str, found: re.Match[str], start: int, following: str) -> bool:
    """Whether the point, question or exclamation mark ends a sentence."""
    if following.islower():
        return False
    if found[0] != "." and found[0] != "…":
        return True
    last = _LAST_WORD.search(text, max(start, found.start() - 40), found.start())
    return last is None or _word_ends(last[0], following, is_first=last.start() == start)


def _word_ends(word: str, following: str, *, is_first: bool) -> bool:
    lowered = word.casefold()
    if lowered in _INNER or (len(word) == 1 and word.isupper()):
        return False
    if lowered in _OUTER:
        return following.isupper()
    if word[-1].isdigit() and following.isdigit():
        return False
    return not (is_first and _SHORT_NUMBER.fullmatch(word))
