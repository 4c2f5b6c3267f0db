"""What a page repeats around its text: running headers and footers, and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from consult.pdf.lines import Line

Pages = Sequence[Sequence[Line]]

#: How many lines at the top and at the bottom of a page may be repeated ones.
EDGE = 4
FEWEST_REPEATS = 3
#: A chapter whose name runs above its pages has at least one page in so many.
PAGES_FOR_ONE = 20
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:sivu|sida|page|s\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s?(?:/|\()\s?\d{1,4}\)?)?[-–—\s]*",
    re.IGNORECASE,
)


def without_furniture(pages: Pages) -> tuple[list[list[Line]], int]:
    """The pages without what repeats at their edges, and how many lines that was."""
    repeated = _repeated(pages)
    kept: list[list[Line]] = []
    left = 0
    for lines in pages:
        edges = _edges(lines)
        text = [
            line
            for index, line in enumerate(lines)
            if index not in edges or not (_shape(line) in repeated or PAGE_NUMBER.fullmatch(line.words))
        ]
        left += len(lines) - len(text)
        kept.append(text)
    return kept, left


def _repeated(pages: Pages) -> set[str]:
    """Lines that stand at the edges of several pages, whatever numbers are in them."""
    counts = Counter(shape for lines in pages for shape in {_shape(lines[index]) for index in _edges(lines)})
    fewest = max(FEWEST_REPEATS, len(pages) // PAGES_FOR_ONE)
    return {shape for shape, count in counts.items() if count >= fewest}


def _edges(lines: Sequence[Line]) -> set[int]:
    """The highest and the lowest lines, wherever the file writes them."""
    order = sorted(range(len(lines)), key=lambda index: -lines[index].y)
    return {*order[:EDGE], *order[-EDGE:]}


def _shape(line: Line) -> str:
    return DIGITS.sub("0", line.words).casefold()
