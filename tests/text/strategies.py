"""Documents with marks, notes, pictures, lists and merged cells, and edits of them, for property tests."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from consult.text import OBJECT, OBJECT_MARKS, Block, BlockKind, Document, Mark, MarkKind
from consult.text.marks import canonical

VOCABULARY = (
    "järjestö", "tulee", "ja", "EU:n", "hoito-", "palvelu", "1 200", "15.2.2027", "esim.", "Työ", "Tilat",
    "(ks.", "(",
    "😀", "👩‍👩‍👧", "x\u0301", "maku\u00adsali", "*", "_x_", "[a]", "<b>", "&amp;", "\\", "`c`", "|", "§",
    "++", "C++", OBJECT, OBJECT + OBJECT,
)  # fmt: skip
RANGES = (
    (MarkKind.BOLD, ""),
    (MarkKind.ITALIC, ""),
    (MarkKind.UNDERLINE, ""),
    (MarkKind.LINK, "https://a.fi/x_y"),
)
THINGS = (
    (MarkKind.PICTURE, "a" * 64, ""),
    (MarkKind.PICTURE, "a" * 64, "Kartta: [1] *alue* & väki!"),
    (MarkKind.PICTURE, "0" * 64, "C++"),
    (MarkKind.NOTE, "b0n", ""),
    (MarkKind.NOTE, "b1n", ""),
)
SPANS = (1, 1, 1, 2, 3)
ENDINGS = (". ", "! ", "? ", ", ", " ", " ", " ", " ", "\n")


@st.composite
def texts(draw: st.DrawFn, *, most: int = 14) -> str:
    """Words, sentence ends, emoji and signs that mean something in Markdown, trimmed."""
    parts = draw(st.lists(st.tuples(st.sampled_from(VOCABULARY), st.sampled_from(ENDINGS)), max_size=most))
    return "".join(word + ending for word, ending in parts).strip()


@st.composite
def marks_of(draw: st.DrawFn, text: str) -> tuple[Mark, ...]:
    """A few bold, italic, underlined and link ranges anywhere, and what each object is."""
    if not text:
        return ()
    place = st.integers(0, len(text))
    found = draw(st.lists(st.tuples(place, place, st.sampled_from(RANGES)), max_size=3))
    ranges = [Mark(min(a, b), max(a, b), kind, target) for a, b, (kind, target) in found]
    objects = [
        Mark(at, at + 1, *draw(st.sampled_from(THINGS))) for at, char in enumerate(text) if char == OBJECT
    ]
    return canonical(ranges + objects)


@st.composite
def plain_blocks(draw: st.DrawFn, block_id: str) -> Block:
    """A heading, paragraph or list item with words."""
    kind = draw(
        st.sampled_from((BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED))
    )
    low, high = (1, 3) if kind is BlockKind.HEADING else (0, 0 if kind is BlockKind.PARAGRAPH else 2)
    text = draw(texts()) or "Tyhjä"
    return Block(block_id, kind, text, draw(st.integers(low, high)), draw(marks_of(text)))


@st.composite
def tables(draw: st.DrawFn, block_id: str) -> list[Block]:
    """A table with its rows and cells."""
    width = draw(st.integers(1, 2))
    blocks = [Block(block_id, BlockKind.TABLE)]
    for number in range(draw(st.integers(1, 3))):
        row = Block(f"{block_id}r{number}", BlockKind.ROW, level=int(number == 0), parent=block_id)
        blocks.append(row)
        for column in range(width):
            text = draw(texts(most=3))
            cell = Block(f"{row.id}c{column}", BlockKind.CELL, text, 0, draw(marks_of(text)), row.id)
            spans = draw(st.sampled_from(SPANS)), draw(st.sampled_from(SPANS))
            blocks.append(replace(cell, column_span=spans[0], row_span=spans[1]))
    return blocks


@st.composite
def documents(draw: st.DrawFn, *, prefix: str = "b", most: int = 6) -> Document:
    """A document of a few blocks, perhaps with tables."""
    blocks: list[Block] = []
    for number in range(draw(st.integers(1, most))):
        name = f"{prefix}{number}"
        if draw(st.integers(0, 5)) == 0:
            blocks += draw(tables(name))
        else:
            blocks.append(draw(plain_blocks(name)))
        if draw(st.integers(0, 5)) == 0:
            text = draw(texts()) or "Lähde"
            blocks.append(Block(f"{name}n", BlockKind.NOTE, text, 0, draw(marks_of(text))))
    return Document(tuple(blocks))


@st.composite
def edited_texts(draw: st.DrawFn, text: str) -> str:
    """The text with some of its space-separated words replaced, removed or added to."""
    words = text.split(" ")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(words)))
        upto = draw(st.integers(at, min(at + 2, len(words))))
        words[at:upto] = draw(st.lists(st.sampled_from(VOCABULARY), max_size=2))
    return " ".join(words).strip()


@st.composite
def edits(draw: st.DrawFn, base: Document, *, new: str = "n") -> Document:
    """The base with words, marks, kinds and order changed, blocks added, removed, split and joined."""
    blocks = list(base.blocks)
    for number in range(draw(st.integers(0, 4))):
        blocks = draw(st.sampled_from(_EDITS))(draw, blocks, f"{new}{number}")
    return Document(tuple(blocks))


def _pick(draw: st.DrawFn, blocks: list[Block]) -> int:
    return draw(st.integers(0, len(blocks) - 1))


def _edit_words(draw: st.DrawFn, blocks: list[Block], _: str) -> list[Block]:
    if not blocks:
        return blocks
    at = _pick(draw, blocks)
    block = blocks[at]
    if block.kind in (BlockKind.TABLE, BlockKind.ROW):
        return blocks
    text = draw(edited_texts(block.text))
    blocks[at] = block.with_text(text, draw(marks_of(text)))
    return blocks


def _edit_span(draw: st.DrawFn, blocks: list[Block], _: str) -> list[Block]:
    cells = [at for at, block in enumerate(blocks) if block.kind is BlockKind.CELL]
    if cells:
        at = draw(st.sampled_from(cells))
        blocks[at] = replace(blocks[at], column_span=draw(st.sampled_from(SPANS)))
    return blocks


def _edit_alt(draw: st.DrawFn, blocks: list[Block], _: str) -> list[Block]:
    shown = [at for at, block in enumerate(blocks) if any(mark.kind in OBJECT_MARKS for mark in block.marks)]
    if shown:
        at = draw(st.sampled_from(shown))
        ranges = [mark for mark in blocks[at].marks if mark.kind not in OBJECT_MARKS]
        objects = [mark for mark in draw(marks_of(blocks[at].text)) if mark.kind in OBJECT_MARKS]
        blocks[at] = replace(blocks[at], marks=canonical(ranges + objects))
    return blocks


def _edit_kind(draw: st.DrawFn, blocks: list[Block], _: str) -> list[Block]:
    plain = [
        at for at, block in enumerate(blocks) if block.parent is None and block.kind is not BlockKind.TABLE
    ]
    if plain:
        at = draw(st.sampled_from(plain))
        blocks[at] = replace(blocks[at], kind=BlockKind.HEADING, level=draw(st.integers(1, 3)))
    return blocks


def _span(blocks: list[Block], at: int) -> int:
    """Where the block at `at` ends with all that is inside it."""
    inside = {blocks[at].id}
    end = at + 1
    while end < len(blocks) and blocks[end].parent in inside:
        inside.add(blocks[end].id)
        end += 1
    return end


def _siblings(blocks: list[Block], at: int) -> list[int]:
    """Places where a sibling of the block could stand."""
    parent = blocks[at].parent
    own = [place for place, block in enumerate(blocks) if block.parent == parent]
    return [*own, _span(blocks, own[-1])]


def _remove(draw: st.DrawFn, blocks: list[Block], _: str) -> list[Block]:
    if not blocks:
        return blocks
    at = _pick(draw, blocks)
    del blocks[at : _span(blocks, at)]
    return blocks


def _move(draw: st.DrawFn, blocks: list[Block], _: str) -> list[Block]:
    if not blocks:
        return blocks
    at = _pick(draw, blocks)
    moved = blocks[at : _span(blocks, at)]
    to = draw(st.sampled_from(_siblings(blocks, at)))
    rest = blocks[:at] + blocks[at + len(moved) :]
    if at < to < at + len(moved):
        return blocks
    target = to - len(moved) if to > at else to
    return rest[:target] + moved + rest[target:]


def _add(draw: st.DrawFn, blocks: list[Block], name: str) -> list[Block]:
    if draw(st.booleans()) or not blocks:
        outer = [at for at, block in enumerate(blocks) if block.parent is None]
        at = draw(st.sampled_from([*outer, len(blocks)]))
        return blocks[:at] + [draw(plain_blocks(name))] + blocks[at:]
    at = _pick(draw, blocks)
    copied = blocks[at : _span(blocks, at)]
    names = {block.id: f"{name}x{number}" for number, block in enumerate(copied)}
    copy = [
        replace(block, id=names[block.id], parent=names.get(block.parent or "", block.parent))
        for block in copied
    ]
    to = draw(st.sampled_from(_siblings(blocks, at)))
    return blocks[:to] + copy + blocks[to:]


def _split(draw: st.DrawFn, blocks: list[Block], name: str) -> list[Block]:
    plain = [at for at, block in enumerate(blocks) if block.parent is None and " " in block.text]
    if not plain:
        return blocks
    at = draw(st.sampled_from(plain))
    block = blocks[at]
    cut = block.text.index(" ", draw(st.integers(0, block.text.rindex(" "))))
    rest = replace(block, id=name, text=block.text[cut + 1 :], marks=())
    kept = [piece for piece in (block.with_text(block.text[:cut]), rest) if piece.text]
    return blocks[:at] + kept + blocks[at + 1 :]


def _join(draw: st.DrawFn, blocks: list[Block], _: str) -> list[Block]:
    pairs = [
        at
        for at in range(len(blocks) - 1)
        if blocks[at].parent is None is blocks[at + 1].parent
        and BlockKind.TABLE not in (blocks[at].kind, blocks[at + 1].kind)
    ]
    if not pairs:
        return blocks
    at = draw(st.sampled_from(pairs))
    joined = blocks[at].with_text(blocks[at].text + " " + blocks[at + 1].text)
    return blocks[:at] + [joined] + blocks[at + 2 :]


_EDITS = (
    _edit_words, _edit_words, _edit_words, _edit_kind, _edit_span, _edit_alt, _remove, _move, _add, _split,
    _join,
)  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """A base and several edited documents."""

    base: Document
    edited: tuple[Document, ...]


@st.composite
def situations(draw: st.DrawFn, *, number: int = 3) -> Situation:
    """A base and what several people made of it."""
    base = draw(documents())
    return Situation(base, tuple(draw(edits(base, new=f"n{who}-")) for who in range(number)))
