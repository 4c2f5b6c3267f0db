"""The order of names in Finnish: å, ä and ö last, other accents beside their letter, case after all else."""

import re
import unicodedata

#: "{" comes right after "z".
_LAST = {"å": "{1", "ä": "{2", "æ": "{2", "ö": "{3", "ø": "{3", "õ": "{3", "ü": "y", "ð": "d", "þ": "th"}
_KEPT = re.compile("[åäæöøõüðþ]")
_NOT_SORTED = re.compile(r"[^\w{ ]+")
_NUMBERS = re.compile(r"\d+")


def finnish_key(name: str) -> tuple[str, str]:
    """What names are sorted by; numbers inside them count as numbers.

    >>> sorted(["Öljy", "Åland", "zeta", "Äiti", "élan", "Elo"], key=finnish_key)
    ['élan', 'Elo', 'zeta', 'Åland', 'Äiti', 'Öljy']
    """
    lowered = unicodedata.normalize("NFC", name).casefold()
    folded = _KEPT.sub(lambda found: _LAST[found[0]], lowered)
    plain = "".join(char for char in unicodedata.normalize("NFD", folded) if not unicodedata.combining(char))
    words = " ".join(_NOT_SORTED.sub(" ", plain).split())
    return _NUMBERS.sub(lambda found: found[0].zfill(12), words), name
