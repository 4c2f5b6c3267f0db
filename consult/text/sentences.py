"""Sentences: the pieces of a text within which two edits are looked at together."""

import re
from functools import lru_cache

# A run is entered only where it begins and nothing is given back, so that long runs are read once.
_SIGNS = r"[.!?…](?<![.!?…][.!?…])[.!?…]*+[\"'”’»)\]]*+"
_END = re.compile(_SIGNS + r"(\s++)(?=[\"'”’»«(\[–—-]*\s*+(\S))")
_END_OR_LINE = re.compile(_END.pattern + r"|\n\s*+(?=\S)")
_TO_LAST_OPENING = re.compile(r".*[(\[\"”’»«]")
_LONGEST_WORD = 40
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
    for found in (_END_OR_LINE if "\n" in text else _END).finditer(text):
        space, following = found.groups()
        if space is None or "\n" in space:
            borders.append(found.end())
        elif not following.islower():
            sign = text[found.start() : found.start(1)]
            if sign not in {".", "…"} or _ends(text, found.start(), borders[-1], following):
                borders.append(found.end())
    borders.append(len(text))
    return tuple((first, last) for first, last in zip(borders, borders[1:], strict=False) if first < last)


def _ends(text: str, at: int, start: int, following: str) -> bool:
    """Whether the point at `at` ends the sentence that began at `start`, by the word before it."""
    before = text[max(start, at - _LONGEST_WORD) : at]
    if not before or before[-1].isspace():
        return True
    word = before.rsplit(None, 1)[-1]
    if not word.isalnum():
        word = _TO_LAST_OPENING.sub("", word)
    return not word or _word_ends(word, following, is_first=at - len(word) == start)


def _word_ends(word: str, following: str, *, is_first: bool) -> bool:
    lowered = word.casefold()
    if lowered in _INNER or (len(word) == 1 and word.isupper()):
        return False
    if lowered in _OUTER:
        return following.isupper()
    if word[-1].isdigit() and following.isdigit():
        return False
    return not (is_first and _SHORT_NUMBER.fullmatch(word))
