"""Words with marks as inline Markdown, every other character kept as it is."""

import re
import unicodedata

from consult.text.block import OBJECT, OBJECT_MARKS, Mark, MarkKind

_SPECIAL = frozenset("\\`*_+[]<>&|!")
_LINE_START = re.compile(r"(?m)^([#=~:-]|\d{1,9}(?=[.)]))")
_EDGE_SPACE = re.compile(r"^\s++|(?<!\s)\s++$|(?<=\n)\s++|(?<![^\S\n])[^\S\n]++(?=\n)")
#: A bracket right after a note would make a link of it.
_OBJECT_AND_BRACKET = re.compile(rf"{OBJECT}\(")
_SIGNS = {MarkKind.BOLD: "**", MarkKind.ITALIC: "_", MarkKind.UNDERLINE: "++"}


def write_inline(text: str, marks: tuple[Mark, ...] = ()) -> str:
    """Words with bold, italic, `++underline++`, links, notes and pictures as Markdown, the rest escaped.

    >>> write_inline("Tilat ovat *auki*", (Mark(0, 5, MarkKind.BOLD),))
    '**Tilat** ovat \\\\*auki\\\\*'
    """
    coded = {place for found in _EDGE_SPACE.finditer(text) for place in range(*found.span())}
    coded |= {found.end() - 1 for found in _OBJECT_AND_BRACKET.finditer(text)}
    objects = {mark.start: mark for mark in marks if mark.kind in OBJECT_MARKS}
    signs = _signs(text, [mark for mark in marks if mark.kind not in OBJECT_MARKS], coded)
    out: list[str] = []
    for place, char in enumerate(text):
        out.append(signs.get(place, ""))
        if char == OBJECT and place in objects:
            out.append(_object(objects[place]))
        else:
            out.append(_character(char, is_coded=place in coded))
    out.append(signs.get(len(text), ""))
    return _LINE_START.sub(_escape_start, "".join(out))


def _object(mark: Mark) -> str:
    """A reference to a note, or a picture by the hash of its bytes."""
    if mark.kind is MarkKind.NOTE:
        return f"[^{mark.target}]"
    return f"![{write_inline(mark.alt)}]({mark.target})"


def _character(char: str, *, is_coded: bool) -> str:
    if is_coded:
        return f"&#{ord(char)};"
    if char == "\n":
        return "\\\n"
    return "\\" + char if char in _SPECIAL else char


def _escape_start(found: re.Match[str]) -> str:
    sign = found[0]
    return f"&#{ord(sign[0])};{sign[1:]}" if sign[0].isdigit() else "\\" + sign


def _signs(text: str, marks: list[Mark], coded: set[int]) -> dict[int, str]:
    """The opening and closing signs by place; `coded` gets the characters that would disturb them."""
    signs: dict[int, str] = {}
    opened: list[Mark] = []
    for place in sorted({border for mark in marks for border in (mark.start, mark.end)}):
        wanted = [mark for mark in marks if mark.start <= place < mark.end]
        keep = 0
        while keep < len(opened) and opened[keep] in wanted:
            keep += 1
        closing = opened[keep:]
        opening = sorted((mark for mark in wanted if mark not in opened[:keep]), key=_widest)
        del opened[keep:]
        opened += opening
        signs[place] = "".join(map(_close, reversed(closing))) + "".join(map(_open, opening))
        _protect(text, place, closing, opening, coded)
    return signs


def _widest(mark: Mark) -> tuple[int, bool, Mark]:
    """The mark that goes on longest is opened first, a link before others."""
    return (-mark.end, mark.kind is not MarkKind.LINK, mark)


def _open(mark: Mark) -> str:
    return "[" if mark.kind is MarkKind.LINK else _SIGNS[mark.kind]


def _close(mark: Mark) -> str:
    return f"](<{mark.target}>)" if mark.kind is MarkKind.LINK else _SIGNS[mark.kind]


def _protect(text: str, place: int, closing: list[Mark], opening: list[Mark], coded: set[int]) -> None:
    """Write as a number what would keep CommonMark from reading the signs at `place` as signs."""
    before, after = text[place - 1 : place], text[place : place + 1]
    if any(mark.kind in _SIGNS for mark in closing):
        if before.isspace():
            coded.add(place - 1)
        if _is_letter(after) and not opening:
            coded.add(place)
    if any(mark.kind in _SIGNS for mark in opening):
        if after.isspace():
            coded.add(place)
        if _is_letter(before) and not closing:
            coded.add(place - 1)


def _is_letter(char: str) -> bool:
    """Whether CommonMark takes the character for neither a space nor punctuation."""
    return char != "" and not char.isspace() and unicodedata.category(char)[0] not in "PS"
