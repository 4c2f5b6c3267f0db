"""Marks as ranges: cut with their words, shifted, joined, in one canonical form."""

from collections.abc import Iterable

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
            mark = mark.at(last.start, max(last.end, mark.end))  # noqa: PLW2901 grows
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


def styles_at(marks: tuple[Mark, ...], start: int, end: int) -> list[tuple[int, int, frozenset[Style]]]:
    """[start, end) cut where the marks change, each piece with its styles."""
    borders = {start, end}
    for mark in marks:
        borders.update(border for border in (mark.start, mark.end) if start < border < end)
    ordered = sorted(borders)
    return [
        (first, last, frozenset(_style(mark) for mark in marks if mark.start <= first < mark.end))
        for first, last in zip(ordered, ordered[1:], strict=False)
    ]
