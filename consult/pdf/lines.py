"""The lines of a page as they stand on it: their words, height and size of letters."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PageObject

from consult.text.normalise import normalise

SPACES = re.compile(r"\s+")
#: Fragments whose heights differ less are on the same line; notes and raised figures are.
SAME_LINE = 3.0
USUAL_GAP = 1.2
#: A gap is common when it comes at least one time for so many of the commonest.
COMMON = 4


@dataclass(frozen=True)
class Line:
    """One line; `y` is its height on the page in points, `size` that of most of its letters."""

    words: str
    y: float
    size: float


def page_lines(page: PageObject) -> list[Line]:
    """The lines in the order in which the file writes them."""
    gathered = _Gathering()
    page.extract_text(visitor_text=gathered.take)
    return gathered.lines()


class _Gathering:
    """Puts the fragments of a page together."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, float, float]]] = []
        self.is_open = False

    def take(self, words: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:
        """One fragment with its two matrices, as pypdf tells it; a line end in it begins a new line."""
        if not words:
            return
        height = abs(size * tm[3] * cm[3]) or abs(size)
        y = tm[5] * cm[3] + cm[5]
        for number, part in enumerate(words.split("\n")):
            if number:
                self.is_open = False
                y -= height * USUAL_GAP
            if part.strip():
                self._add(part, y, height)
            elif part and self.is_open:
                self.rows[-1].append((part, y, height))

    def _add(self, part: str, y: float, height: float) -> None:
        if not self.is_open or abs(self.rows[-1][0][1] - y) > SAME_LINE:
            self.rows.append([])
        self.rows[-1].append((part, y, height))
        self.is_open = True

    def lines(self) -> list[Line]:
        """What has been gathered."""
        found = []
        for row in self.rows:
            words = SPACES.sub(" ", normalise("".join(part for part, _, _ in row))).strip()
            if words:
                size = max(row, key=lambda one: len(one[0].strip()))[2]
                found.append(Line(words, row[0][1], round(size, 1)))
        return found


def usual_gap(pages: Sequence[Sequence[Line]]) -> float:
    """How far lines of a paragraph are from each other: the narrowest gap that is common, 0 without any."""
    pairs = (pair for lines in pages for pair in pairwise(lines))
    gaps = Counter(round(above.y - below.y) for above, below in pairs if above.y - below.y > SAME_LINE)
    most = max(gaps.values(), default=0)
    return float(min((gap for gap, count in gaps.items() if count * COMMON >= most), default=0))
