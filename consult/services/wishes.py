"""A wish is what a person filled into a form; it becomes changes of the text by comparing documents."""

import re
import secrets
from dataclasses import dataclass, replace

from consult import text
from consult.errors import Conflict, Invalid
from consult.services.contributions import require_size
from consult.services.writing import Writing


@dataclass(frozen=True)
class Reword:
    """Other words for one block or a run of blocks; paragraphs are parted by an empty line."""

    blocks: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Add:
    """A new block after another (None: at the very beginning)."""

    after: str | None
    words: str
    kind: text.BlockKind = text.BlockKind.PARAGRAPH


@dataclass(frozen=True)
class Remove:
    """The blocks are left out."""

    blocks: tuple[str, ...]


@dataclass(frozen=True)
class Move:
    """The block goes to stand after another (None: at the very beginning)."""

    block: str
    after: str | None


Wish = Reword | Add | Remove | Move

FRESH_ID = r"\bn[0-9a-f]{12}\b"


def place_of(wish: Wish) -> str:
    """The block under which a wish is listed."""
    match wish:
        case Reword(blocks=blocks) | Remove(blocks=blocks):
            return blocks[0]
        case Move(block=block):
            return block
        case Add(after=after):
            return after or ""


def blocks_of(wish: Wish) -> tuple[str, ...]:
    """The blocks a wish speaks of."""
    match wish:
        case Reword(blocks=blocks) | Remove(blocks=blocks):
            return blocks
        case Move(block=block):
            return (block,)
        case Add(after=after):
            return () if after is None else (after,)


def words_of(wish: Wish) -> str:
    """The words that were typed."""
    match wish:
        case Reword(words=words) | Add(words=words):
            return words
        case Remove() | Move():
            return ""


def changes_for(
    base: text.Document, wish: Wish, *, markdown: bool = False, earlier: text.Proposal | None = None
) -> text.Proposal:
    """The changes a wish asks for; one that changes nothing, or points at nothing, is refused.

    With `markdown` (the agent's own edits) marks are written as Markdown, else they are mapped over. Pictures
    and footnotes are the signs that the form shows; those that the `earlier` wish brought may stay.
    """
    writing = Writing(base, earlier, markdown=markdown)
    proposal = text.propose(base, writing.with_notes(_edited(base, wish, writing)))
    if not proposal.changes:
        raise Invalid("Change the text. Now it is the same as in the draft.", field="text")
    return proposal


def paragraphs(words: str, *, keeps_lines: bool = False) -> list[str]:
    """The paragraphs of a text field; single line ends inside one are spaces unless they are kept."""
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", words))
    return [part if keeps_lines else re.sub(r" *\n *", " ", part) for part in parts if part]


def _edited(base: text.Document, wish: Wish, writing: Writing) -> text.Document:
    match wish:
        case Reword(blocks=blocks, words=words):
            return _reworded(base, _run(base, blocks, words), words, writing)
        case Add(after=after, words=words, kind=kind):
            return _added(base, after, words, kind, writing)
        case Remove(blocks=blocks):
            run = _run(base, blocks, "")
            if any(block.kind is text.BlockKind.CELL for block in run):
                raise Invalid("A cell cannot be removed alone. Propose other words or remove the table.")
            gone = {block.id for block in run}
            gone |= _descendants(base, gone)
            return text.Document(tuple(block for block in base.blocks if block.id not in gone))
        case Move(block=block, after=after):
            return _moved(base, block, after)


def _run(base: text.Document, ids: tuple[str, ...], words: str) -> list[text.Block]:
    run = [base.by_id[block_id] for block_id in ids if block_id in base.by_id]
    if not ids or len(run) != len(ids):
        raise Conflict("The block is no longer in the draft. Your text is below.", ours=words)
    return run


def _reworded(base: text.Document, run: list[text.Block], words: str, writing: Writing) -> text.Document:
    require_size(words, field="text")
    if any(block.kind in (text.BlockKind.TABLE, text.BlockKind.ROW) for block in run):
        raise Invalid("Propose to the cells of the table one at a time.", field="text")
    keeps_lines = any("\n" in block.text for block in run)
    parts = paragraphs(words, keeps_lines=keeps_lines)
    if parts and run[0].kind is text.BlockKind.CELL:
        # A second cell would push the rest of its row aside.
        parts = [("\n" if keeps_lines else " ").join(parts)]
    if not parts:
        raise Invalid("Write the new text. To remove the block, choose its removal.", field="text")
    written = writing.read(parts, run)
    if len(written) == len(run):
        edited = [writing.reword(block, part) for block, part in zip(run, written, strict=True)]
    else:
        edited = _aligned(run, written, writing)
    return _replaced(base, run, edited)


def _aligned(run: list[text.Block], parts: list[text.Fragment], writing: Writing) -> list[text.Block]:
    """Another number of paragraphs: the engine says which old block each of them is."""
    new = tuple(replace(run[0], id=f"x{i}", text=part.text, marks=()) for i, part in enumerate(parts))
    adopted = text.adopt_ids(text.Document(tuple(run)), text.Document(new))
    by_id = {block.id: block for block in run}
    kept = [block.id if block.id in by_id else "" for block in adopted.blocks]
    ids = _first_keeps(kept, [part.text for part in parts], by_id)
    return [
        writing.reword(by_id[block_id], part)
        if block_id
        else replace(writing.reword(run[0], part), id=fresh_id())
        for block_id, part in zip(ids, parts, strict=True)
    ]


def _first_keeps(ids: list[str], parts: list[str], by_id: dict[str, text.Block]) -> list[str]:
    """After a split the first part keeps the id, however short it is."""
    kept = list(ids)
    for position, block_id in enumerate(ids):
        first = position
        while first and block_id and not kept[first - 1] and parts[first - 1] in by_id[block_id].text:
            first -= 1
        kept[position], kept[first] = "", block_id
    return kept


def _replaced(base: text.Document, run: list[text.Block], edited: list[text.Block]) -> text.Document:
    old = {block.id for block in run}
    first = next(i for i, block in enumerate(base.blocks) if block.id in old)
    rest = [block for block in base.blocks if block.id not in old]
    return text.Document((*rest[:first], *edited, *rest[first:]))


def _added(
    base: text.Document, after: str | None, words: str, kind: text.BlockKind, writing: Writing
) -> text.Document:
    require_size(words, field="text")
    parts = paragraphs(words)
    if not parts:
        raise Invalid("Write the new text.", field="text")
    position = _position_after(base, after, words)
    neighbour = base.by_id.get(after or "")
    level = 2 if kind is text.BlockKind.HEADING else 0
    if neighbour is not None and neighbour.kind is kind:
        level = neighbour.level
    new = tuple(
        writing.reword(text.Block(id=fresh_id(), kind=kind, level=level), part)
        for part in writing.read(parts, ())
    )
    return text.Document((*base.blocks[:position], *new, *base.blocks[position:]))


def _moved(base: text.Document, block_id: str, after: str | None) -> text.Document:
    _run(base, (block_id,), "")
    going = {block_id} | _descendants(base, {block_id})
    if after in going:
        raise Invalid("Choose another place. A block cannot follow itself.", field="after")
    rest = text.Document(tuple(block for block in base.blocks if block.id not in going))
    position = _position_after(rest, after, "")
    moved = tuple(block for block in base.blocks if block.id in going)
    return text.Document((*rest.blocks[:position], *moved, *rest.blocks[position:]))


def _position_after(base: text.Document, after: str | None, words: str) -> int:
    """The index behind a block and everything inside it."""
    if after is None:
        return 0
    if after not in base.by_id:
        raise Conflict("The block is no longer in the draft. Your text is below.", ours=words)
    inside = {after} | _descendants(base, {after})
    return 1 + max(i for i, block in enumerate(base.blocks) if block.id in inside)


def _descendants(base: text.Document, ids: set[str]) -> set[str]:
    found: set[str] = set()
    for block in base.blocks:  # parents stand before their children
        if block.parent is not None and (block.parent in ids or block.parent in found):
            found.add(block.id)
    return found


def fresh_id() -> str:
    """An id no block has had."""
    return f"n{secrets.token_hex(6)}"
