"""Marks as ranges: cut with their words, shifted, joined, in one canonical form."""

from collections.abc import Iterable

from consult.text.block import Fragment, Mark, MarkKind


def canonical(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Sorted marks without empty ones; touching or overlapping marks of one kind and target are one."""
    by_style: dict[tuple[MarkKind, str], list[Mark]] = {}
    for mark in sorted(mark for mark in marks if mark.start < mark.end):
        row = by_style.setdefault((mark.kind, mark.target), [])
        if row and mark.start <= row[-1].end and mark.kind is not MarkKind.NOTE:
            last = row.pop()
            mark = Mark(last.start, max(last.end, mark.end), mark.kind, mark.target)  # noqa: PLW2901 grows
        row.append(mark)
    return tuple(sorted({mark for row in by_style.values() for mark in row}))


def cut_marks(marks: tuple[Mark, ...], start: int, end: int, shift: int = 0) -> list[Mark]:
    """The parts of marks inside [start, end), as if `start` were at `shift`."""
    moved = shift - start
    return [
        Mark(max(mark.start, start) + moved, min(mark.end, end) + moved, mark.kind, mark.target)
        for mark in marks
        if mark.start < end and start < mark.end
    ]


def cut(text: str, marks: tuple[Mark, ...], start: int, end: int) -> Fragment:
    """The words [start, end) with their marks."""
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


def styles_at(
    marks: tuple[Mark, ...], start: int, end: int
) -> list[tuple[int, int, frozenset[tuple[str, str]]]]:
    """[start, end) cut where the marks change, each piece with its (kind, target) pairs."""
    borders = {start, end}
    for mark in marks:
        borders.update(border for border in (mark.start, mark.end) if start < border < end)
    ordered = sorted(borders)
    return [
        (first, last, frozenset((mark.kind, mark.target) for mark in marks if mark.start <= first < mark.end))
        for first, last in zip(ordered, ordered[1:], strict=False)
    ]
