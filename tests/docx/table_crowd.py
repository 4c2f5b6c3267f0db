"""Texts with tables in which several people each change words, rows, columns, tables and paragraphs."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from consult.text import Block, BlockKind, Document
from tests.docx.redlines import WORDS, p, sentences
from tests.text.strategies import Situation

#: Takes the blocks as they are and the name of what may come; gives them with one change.
Change = Callable[[Random, list[Block], str], list[Block]]
_PROSE = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.HEADING)


def table_crowd(seed: int) -> Situation:
    """A few paragraphs and tables, some with merged cells, and what up to three people make of them."""
    random = Random(seed)
    blocks: list[Block] = []
    for number in range(random.randint(2, 6)):
        name = f"b{number}"
        is_table = random.random() < 0.5
        blocks += _table(random, name) if is_table else [p(name, sentences(random), random.choice(_PROSE))]
    for _ in range(random.randint(0, 2)):
        blocks = _merge_cells(random, blocks, "")
    people = range(random.randint(1, 3))
    return Situation(Document(tuple(blocks)), tuple(_changed(random, blocks, f"n{who}") for who in people))


def _changed(random: Random, blocks: list[Block], name: str) -> Document:
    for number in range(random.randint(1, 3)):
        blocks = random.choice(_CHANGES)(random, list(blocks), f"{name}x{number}")
    return Document(tuple(blocks))


def _table(random: Random, name: str) -> list[Block]:
    width = random.randint(1, 3)
    rows = [_row(random, name, f"{name}r{number}", width) for number in range(random.randint(1, 4))]
    rows[0][0] = replace(rows[0][0], level=1)
    return [Block(name, BlockKind.TABLE), *(block for row in rows for block in row)]


def _row(random: Random, table: str, name: str, width: int) -> list[Block]:
    """A row in which one cell of five is empty."""
    texts = (" ".join(random.choices(WORDS, k=random.choice((0, 1, 2, 2, 3)))) for _ in range(width))
    cells = [Block(f"{name}c{at}", BlockKind.CELL, text, parent=name) for at, text in enumerate(texts)]
    return [Block(name, BlockKind.ROW, parent=table), *cells]


def _places(blocks: list[Block], *kinds: BlockKind) -> list[int]:
    return [place for place, block in enumerate(blocks) if block.kind in kinds]


def _inside(blocks: list[Block], parent: str | None) -> list[int]:
    return [place for place, block in enumerate(blocks) if block.parent == parent]


def _end(blocks: list[Block], at: int) -> int:
    """Where a block ends with all that is inside it."""
    inside, end = {blocks[at].id}, at + 1
    while end < len(blocks) and blocks[end].parent in inside:
        inside.add(blocks[end].id)
        end += 1
    return end


def _between(random: Random, blocks: list[Block], parent: str | None) -> int:
    """A place among what stands in a block, which is never empty, or in none."""
    own = _inside(blocks, parent)
    return random.choice([*own, _end(blocks, own[-1])]) if own else 0


def _reword(random: Random, blocks: list[Block], _: str) -> list[Block]:
    found = _places(blocks, *_PROSE, BlockKind.CELL)
    if found:
        at = random.choice(found)
        words = blocks[at].text.split()
        start = random.randint(0, len(words))
        words[start : start + random.randint(0, 2)] = random.choices(WORDS, k=random.randint(0, 2))
        blocks[at] = blocks[at].with_text(" ".join(words) or ("" if blocks[at].parent else "Tyhjä"))
    return blocks


def _remove(random: Random, blocks: list[Block], _: str) -> list[Block]:
    """A paragraph, a table, or a row that is not the only one."""
    found = [
        place
        for place in _places(blocks, *_PROSE, BlockKind.TABLE, BlockKind.ROW)
        if blocks[place].parent is None or len(_inside(blocks, blocks[place].parent)) > 1
    ]
    if found:
        at = random.choice(found)
        del blocks[at : _end(blocks, at)]
    return blocks


def _add(random: Random, blocks: list[Block], name: str) -> list[Block]:
    """A paragraph or a table."""
    to = _between(random, blocks, None)
    blocks[to:to] = random.choice((_table(random, name), [p(name, sentences(random))]))
    return blocks


def _add_row(random: Random, blocks: list[Block], name: str) -> list[Block]:
    tables = _places(blocks, BlockKind.TABLE)
    if tables:
        table = blocks[random.choice(tables)].id
        first = _inside(blocks, table)[0]
        to = _between(random, blocks, table)
        blocks[to:to] = _row(random, table, name, len(_inside(blocks, blocks[first].id)))
    return blocks


def _move(random: Random, blocks: list[Block], _: str) -> list[Block]:
    """A paragraph, a table or a row among its like."""
    found = _places(blocks, *_PROSE, BlockKind.TABLE, BlockKind.ROW)
    if found:
        at = random.choice(found)
        moved = blocks[at : _end(blocks, at)]
        if len(_inside(blocks, moved[0].parent)) > 1:
            del blocks[at : at + len(moved)]
            to = _between(random, blocks, moved[0].parent)
            blocks[to:to] = moved
    return blocks


def _remove_column(random: Random, blocks: list[Block], _: str) -> list[Block]:
    tables = _places(blocks, BlockKind.TABLE)
    if not tables:
        return blocks
    rows = [blocks[place].id for place in _inside(blocks, blocks[random.choice(tables)].id)]
    cells = [_inside(blocks, row) for row in rows]
    width = min(map(len, cells))
    if width < 2:
        return blocks
    column = random.randrange(width)
    gone = {row[column] for row in cells}
    return [block for place, block in enumerate(blocks) if place not in gone]


def _merge_cells(random: Random, blocks: list[Block], _: str) -> list[Block]:
    found = _places(blocks, BlockKind.CELL)
    if found:
        at = random.choice(found)
        columns, rows = random.choice((1, 2)), random.choice((1, 1, 2))
        blocks[at] = replace(blocks[at], column_span=columns, row_span=rows)
    return blocks


_CHANGES: tuple[Change, ...] = (
    _reword, _reword, _remove, _remove, _add, _add_row, _add_row, _move, _remove_column, _merge_cells,
)  # fmt: skip
