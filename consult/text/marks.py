"""Marks as ranges: cut with their words, shifted, joined, in one canonical form."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

from consult.text.block import OBJECT_MARKS, Fragment, Mark, MarkKind

#: What a mark is, wherever it stands: its kind, target and alternative text.
Style = tuple[MarkKind, str, str]


def canonical(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Sorted marks without empty ones; touching or overlapping marks of one style are one."""
    by_style: dict[Style, list[Mark]] = {}
    for mark in sorted(mark for mark in marks if mark.start < mark.end):
        row = by_style.setdefault(_style(mark), [])
        if row and mark.start <= row[-1].end and mark.kind not in OBJECT_MARKS:
            last = row.pop()
            mark = mark.at(last.start, max(last.end, mark.end))  # noqa: PLW2901 the mark grows over the next one
        row.append(mark)
    return tuple(sorted({mark for row in by_style.values() for mark in row}))


def cut_marks(marks: tuple[Mark, ...], start: int, end: int, shift: int = 0) -> list[Mark]:
    """The parts of marks inside [start, end), as if `start` were at `shift`."""
    moved = shift - start
    return [
        mark.at(max(mark.start, start) + moved, min(mark.end, end) + moved)
        for mark in marks
        if mark.start < end and start < mark.end
    ]


def cut(text: str, marks: tuple[Mark, ...], start: int, end: int) -> Fragment:
    """The words [start, end) with their marks, as if the piece began at 0.

    >>> cut("Tilat ovat auki", (Mark(0, 10, MarkKind.BOLD),), 6, 15)
    Fragment(text='ovat auki', marks=(Mark(start=0, end=4, kind=<MarkKind.BOLD: 'bold'>, target='', alt=''),))
    """
    return Fragment(text[start:end], canonical(cut_marks(marks, start, end)))


def join(fragments: Iterable[Fragment]) -> Fragment:
    """Fragments one after another, as one."""
    texts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for fragment in fragments:
        marks += cut_marks(fragment.marks, 0, len(fragment.text), length)
        texts.append(fragment.text)
        length += len(fragment.text)
    return Fragment("".join(texts), canonical(marks))


def _style(mark: Mark) -> Style:
    return mark.kind, mark.target, mark.alt


#: [start, end) of a piece of text and the styles it has.
Styled = tuple[int, int, frozenset[Style]]


def styles_at(marks: tuple[Mark, ...], start: int, end: int) -> list[Styled]:
    """[start, end) cut where the marks change, each piece with its styles."""
    turns: dict[int, tuple[list[Style], list[Style]]] = {start: ([], []), end: ([], [])}
    for mark in marks:
        if mark.start < end and start < mark.end:
            turns.setdefault(max(mark.start, start), ([], []))[0].append(_style(mark))
            turns.setdefault(min(mark.end, end), ([], []))[1].append(_style(mark))
    active: Counter[Style] = Counter()
    pieces: list[Styled] = []
    for first, last in pairwise(sorted(turns)):
        active.subtract(turns[first][1])
        active.update(turns[first][0])
        pieces.append((first, last, frozenset(+active)))
    return pieces


def styles_within(pieces: Sequence[Styled], start: int, end: int) -> list[tuple[int, frozenset[Style]]]:
    """What `styles_at` says of a part of its text: how long each piece there is, and its styles."""
    found: list[tuple[int, frozenset[Style]]] = []
    at = max(bisect_right(pieces, start, key=itemgetter(0)) - 1, 0)
    while at < len(pieces) and pieces[at][0] < end:
        first, last, styles = pieces[at]
        found.append((min(last, end) - max(first, start), styles))
        at += 1
    return found


def retarget(marks: tuple[Mark, ...], names: Mapping[str, str]) -> tuple[Mark, ...]:
    """The marks with notes that are called otherwise by now."""
    return tuple(
        replace(mark, target=names[mark.target])
        if mark.kind is MarkKind.NOTE and mark.target in names
        else mark
        for mark in marks
    )
