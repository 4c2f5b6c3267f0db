"""The one normaliser at the boundary: everything typed, pasted or read from a file goes through it."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

#: Controls but tab and line feed, surrogates, bidi controls, zero-width but the joiner, tags, noncharacters.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\u206a-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)


def normalise(text: str) -> str:
    """NFC text with LF line ends and without characters that nobody typed; idempotent.

    >>> normalise("yksi\\x0bkaksi\\u202e")
    'yksi\\nkaksi'
    """
    if _says_only(text):
        return unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _DROPPED.sub("", _LINE_ENDS.sub("\n", text)))


def _says_only(text: str) -> bool:
    """Whether a text has nothing but words, tabs and line feeds; most have, and this is quick to find out.

    What is dropped is never printable, nor is any other line end.
    """
    return text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()


def single_line(text: str) -> str:
    """`normalise`, with every run of white space as one space and none at the ends.

    >>> single_line("  Kuusiniemen\\nomaishoitajat ")
    'Kuusiniemen omaishoitajat'
    """
    return normalise(" ".join(normalise(text).split()))
