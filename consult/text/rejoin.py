"""Text pasted from a PDF: lines joined to paragraphs, words cut at the line's end joined again."""

import re

from consult.text.normalise import normalise

_BREAK = re.compile(r"(?<=[^\W\d_])([-\u00ad\u2010])\n[ \t]*(?=(\w+))")
_BULLET = re.compile(r"[ \t]*(?:[-•*–●▪]|\d{1,3}[.)])[ \t]")
_FOLLOWERS = frozenset(("ja", "tai", "sekä", "eli", "och", "eller", "and", "or"))


def rejoin_lines(text: str) -> str:
    """Paragraphs on one line each, apart by an empty line.

    >>> rejoin_lines("Järjestöjen toimin-\\ntaedellytykset\\nturvataan.")
    'Järjestöjen toimintaedellytykset turvataan.'
    """
    whole = _BREAK.sub(_rejoin, normalise(text).replace("\u00ad\n", "-\n"))
    paragraphs: list[str] = []
    is_open = False
    for line in whole.split("\n"):
        stripped = " ".join(line.split())
        if not stripped:
            is_open = False
        elif is_open and not _BULLET.match(line):
            paragraphs[-1] += " " + stripped
        else:
            paragraphs.append(stripped)
            is_open = True
    return "\n\n".join(paragraphs)


def _rejoin(found: re.Match[str]) -> str:
    """A hyphen before a capital, a digit or a conjunction was written by the author."""
    following = found[2]
    if following in _FOLLOWERS:
        return "- "
    return "" if following[0].islower() else "-"
