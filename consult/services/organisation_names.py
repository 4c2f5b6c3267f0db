"""Names of organisations: which spellings are one name, how a name is found, where it stands in a list."""

import re
import unicodedata
from functools import lru_cache

#: Letters of other alphabets, and Latin ones, that look like a Latin letter in common typefaces.
LOOKALIKES = str.maketrans(
    "\u0430\u0432\u0435\u0437\u0456\u0458\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u04bb\u0501\u051b\u051d"
    "\u03b1\u03b2\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c3\u03c4\u03c5\u03c7\u03b6\u03b7\u03bc\u0131\u0251\u0261",
    "abe3ijkmhopctyxshdqwabeikvopotuxzhmiag",
)
DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"), "-"
)
QUOTES = dict.fromkeys(
    map(ord, '\u2018\u2019\u201a\u201b\u2032\u00b4`\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"'), "'"
)
INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn"})
ASSOCIATION = re.compile(r"(?<=\s)(?:r\.\s?y\.?|ry\.|rekisteröity yhdistys)$|(?<=\s)(?:r\.\s?f\.?|rf\.)$")
DASH_WITH_SPACES = re.compile(r" ?- ?")
ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")

#: Letters that have no parts in Unicode, for searching without marks.
PLAIN = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "þ": "th", "ŋ": "n"})
#: The last three letters of the alphabet, written so that every database puts them last.
LAST_LETTERS = str.maketrans({"å": "zza", "ä": "zzb", "æ": "zzb", "ö": "zzc", "ø": "zzc"})


@lru_cache(maxsize=16_384)
def identity_key(name: str) -> str:
    """What spellings of one name have in common: capitals, spaces, dashes, lookalike letters do not count.

    >>> identity_key("Kylän  Tuki\\u2011yhdistys r.y.") == identity_key("kylän tuki-yhdistys RY")
    True
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    seen = "".join(char for char in folded if not _is_invisible(char))
    plain = " ".join(seen.translate(DASHES).translate(QUOTES).translate(LOOKALIKES).split())
    return DASH_WITH_SPACES.sub("-", ASSOCIATION.sub(_association, plain))


def mixed_words(name: str) -> tuple[str, ...]:
    """The words that mix letters of two alphabets, as no honest name does.

    >>> mixed_words("K\\u0435ski-Suomen tuki ry")
    ('Kеski',)
    """
    words = re.split(r"[\W\d_]+", unicodedata.normalize("NFKC", name))
    return tuple(word for word in words if len({_alphabet(char) for char in word} - {""}) > 1)


def search_words(*texts: str) -> str:
    """Texts as they are searched: small letters without marks, so that `jarvi` finds Järvi.

    >>> search_words("Äänekosken Näkövammaiset", "1234567-1")
    'aanekosken nakovammaiset 1234567-1'
    """
    parts = unicodedata.normalize("NFKD", " ".join(map(identity_key, texts)))
    kept = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(kept.translate(PLAIN).split())


def sorting_key(name: str) -> str:
    """Where a name stands in the Finnish alphabet, in which å, ä and ö are last.

    >>> sorted(["Öljy", "Ahti", "Ämmä", "Zeta", "Åland"], key=sorting_key)
    ['Ahti', 'Zeta', 'Åland', 'Ämmä', 'Öljy']
    """
    folded = identity_key(name).translate(LAST_LETTERS)
    parts = unicodedata.normalize("NFKD", folded)
    return "".join(char for char in parts if char.isalnum() or char == " ").strip()


def _association(found: re.Match[str]) -> str:
    return "rf" if "f" in found[0] else "ry"


def _is_invisible(char: str) -> bool:
    return char not in "\t\n" and unicodedata.category(char) in INVISIBLE


def _alphabet(char: str) -> str:
    name = unicodedata.name(char, "")
    return next((alphabet for alphabet in ALPHABETS if name.startswith(alphabet)), "")
