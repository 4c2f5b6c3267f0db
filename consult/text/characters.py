"""Character classes for regular expressions: combining marks, word characters, symbols."""

import unicodedata
from collections.abc import Iterator

#: Where Unicode keeps combining marks; the planes between hold none.
_MARK_PLANES = (range(0x300, 0x1F000), range(0xE0100, 0xE01F0))


def _mark_ranges() -> Iterator[tuple[int, int]]:
    """Inclusive ranges of all combining marks."""
    for plane in _MARK_PLANES:
        first = None
        for code in plane:
            is_mark = unicodedata.category(chr(code))[0] == "M"
            if is_mark and first is None:
                first = code
            elif not is_mark and first is not None:
                yield first, code - 1
                first = None
        if first is not None:
            yield first, plane[-1]


def _class_of(ranges: Iterator[tuple[int, int]]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


#: Combining marks, for use inside a character class.
MARKS = _class_of(_mark_ranges())

#: What extends a symbol: marks, skin tones, tags, zero-width joiner.
EXTENDERS = MARKS + "\\U0001f3fb-\\U0001f3ff\\U000e0020-\\U000e007f\\u200d"

#: What a word is made of: letters, digits, marks, soft hyphen, joiners.
WORD = r"\w" + MARKS + "\\u00ad\\u200c\\u200d\\u2060"

#: Regional indicators come in pairs as flags.
REGIONAL = "\\U0001f1e6-\\U0001f1ff"
