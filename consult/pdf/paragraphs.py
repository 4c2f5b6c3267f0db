"""Lines of pages become paragraphs, list items and headings that know the page on which they begin."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from consult.pdf.lines import Line, usual_gap
from consult.text.block import Block, BlockKind
from consult.text.rejoin import rejoin_lines

#: A heading is written this much larger than the text.
LARGER = 1.1
LEVELS = 3
MOST_OF_A_HEADING = 150
#: A gap this much wider than the usual one parts paragraphs.
WIDER = 1.35
BULLET = re.compile(r"[•●▪■◦‣○–*-]\s+(?=\S)|[\uf0b7\uf0a7]\s*(?=\S)")
NUMBERED = re.compile(r"(?:\d{1,3}|[a-zåäö])[.)]\s+\S")
TYPED_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+[^\W\d_][^.;:!?]{1,90}")
LEADER = re.compile(r".*(?:\.\s?){5,}\s*\d{1,4}")
ENDED = (".", "!", "?", ":", ";", "”", '"')


@dataclass
class Paragraph:
    """Lines that belong together."""

    page: int
    size: float
    lines: list[str] = field(default_factory=list)
    is_item: bool = False

    @property
    def words(self) -> str:
        """One line of text, with words cut at a line's end whole again."""
        return " ".join(rejoin_lines("\n".join(self.lines)).split())


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> tuple[list[Paragraph], int]:
    """Page by page, a sentence that runs over a page end in one; and how many lines were of contents."""
    found: list[Paragraph] = []
    contents, gap = 0, usual_gap(pages)
    for number, lines in enumerate(pages, start=1):
        text = [line for line in lines if not LEADER.fullmatch(line.words)]
        contents += len(lines) - len(text)
        begun = list(_on_page(text, number, gap))
        if found and begun and _runs_on(found[-1], begun[0]):
            found[-1].lines += begun.pop(0).lines
        found += begun
    return found, contents


def blocks_of(paragraphs: Sequence[Paragraph]) -> tuple[Block, ...]:
    """A block for each; larger letters make headings, the largest of them level 1."""
    body = _body_size(paragraphs)
    larger = sorted({one.size for one in paragraphs if _is_larger(one, body)}, reverse=True)
    levels = {size: min(rank, LEVELS) for rank, size in enumerate(larger, start=1)}
    return tuple(
        _block(f"b{number}", one, levels.get(one.size, 0) if _is_larger(one, body) else 0)
        for number, one in enumerate((one for one in paragraphs if one.words), start=1)
    )


def _block(id_: str, one: Paragraph, level: int) -> Block:
    words = one.words
    typed = TYPED_HEADING.fullmatch(words)
    if level or typed:
        level = level or min(typed[1].count(".") + 1 if typed else 1, LEVELS)
        return Block(id_, BlockKind.HEADING, words, level, page=one.page)
    return Block(id_, BlockKind.BULLET if one.is_item else BlockKind.PARAGRAPH, words, page=one.page)


def _on_page(lines: Sequence[Line], page: int, gap: float) -> Iterator[Paragraph]:
    above, current = None, None
    for line in lines:
        item = BULLET.match(line.words)
        if current is None or above is None or item or _parts(above, line, gap):
            if current is not None:
                yield current
            current = Paragraph(page, line.size, is_item=item is not None)
        current.lines.append(line.words[item.end() :] if item else line.words)
        above = line
    if current is not None:
        yield current


def _parts(above: Line, line: Line, gap: float) -> bool:
    """Whether a new paragraph begins: after a wide gap, upwards, with other letters, or with a number."""
    distance = above.y - line.y
    is_apart = distance < 0 or (gap > 0 and distance > gap * WIDER)
    is_number = NUMBERED.match(line.words) is not None and above.words.endswith(ENDED)
    return is_apart or abs(above.size - line.size) > 1 or is_number


def _runs_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a page ends in the middle of a sentence."""
    return (
        not after.is_item
        and abs(before.size - after.size) < 1
        and not before.words.endswith(ENDED)
        and after.words[:1].islower()
    )


def _body_size(paragraphs: Sequence[Paragraph]) -> float:
    letters: Counter[float] = Counter()
    for one in paragraphs:
        letters[one.size] += sum(map(len, one.lines))
    return letters.most_common(1)[0][0] if letters else 0.0


def _is_larger(one: Paragraph, body: float) -> bool:
    return one.size > body * LARGER and not one.is_item and sum(map(len, one.lines)) <= MOST_OF_A_HEADING
