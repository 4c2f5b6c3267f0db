"""Two documents compared: blocks first, then words."""

from collections.abc import Iterator
from dataclasses import replace

from consult.text.align import align
from consult.text.block import Block
from consult.text.comparison import Comparison, Entry, EntryKind
from consult.text.document import Document
from consult.text.runs import compare_words
from consult.text.splits import Split, find_splits
from consult.text.structure import Structure, compare_structure


def compare(old: Document, new: Document, *, ids: bool = True) -> Comparison:
    """What became of each block and its words; with `ids` off blocks are known by what they say.

    >>> old = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> compare(old, Document(())).entries[0].kind.value
    'removed'
    """
    if ids:
        return Comparison(tuple(_Comparing(compare_structure(old, new)).entries()))
    names = align(old, new)
    own = {block.id: block for block in new.blocks}
    back = {names[block.id]: block.id for block in new.blocks}
    entries = compare(old, _renamed(new, names)).entries
    return Comparison(
        tuple(replace(entry, new=tuple(own[back[block.id]] for block in entry.new)) for entry in entries)
    )


def adopt_ids(old: Document, new: Document) -> Document:
    """`new` with the ids of the blocks of `old` that it took over, and fresh ones for what is new.

    >>> old = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> adopt_ids(old, Document((Block("x", BlockKind.PARAGRAPH, "Tilat ovat auki."),))) == old
    True
    """
    return _renamed(new, align(old, new))


def _renamed(document: Document, names: dict[str, str]) -> Document:
    return Document(
        tuple(
            replace(
                block,
                id=names[block.id],
                parent=None if block.parent is None else names.get(block.parent, block.parent),
                marks=tuple(replace(mark, target=names.get(mark.target, mark.target)) for mark in block.marks)
                if block.marks
                else (),
            )
            for block in document.blocks
        )
    )


class _Comparing:
    """Puts the blocks of both documents into one reading order."""

    def __init__(self, structure: Structure) -> None:
        self._old = structure.base
        self._new = structure.edited
        self._moved = structure.moved
        self._splits: dict[str, list[Split]] = {}
        self._taken: set[str] = set()
        for split in find_splits(structure):
            self._splits.setdefault(split.block, []).append(split)
            self._taken.update(split.others)

    def entries(self) -> Iterator[Entry]:
        """Entries in the order of the new document, removed blocks after what they stood behind."""
        removed = self._removed_after()
        yield from removed.get(None, ())
        written: set[str] = set()
        for block in self._new.blocks:
            leader = self._leader(block)
            if leader is not None and leader not in written:
                written.add(leader)
                yield self._entry(leader)
            yield from removed.get(block.id, ())

    def _removed_after(self) -> dict[str | None, list[Entry]]:
        found: dict[str | None, list[Entry]] = {}
        before: str | None = None
        for block in self._old.blocks:
            if block.id in self._new.by_id:
                before = before if block.id in self._moved else block.id
            elif block.id not in self._taken:
                found.setdefault(before, []).append(Entry(EntryKind.REMOVED, (block,), ()))
        return found

    def _leader(self, block: Block) -> str | None:
        """The block that writes this one's entry: itself, or the one it was split from."""
        if block.id not in self._taken:
            return block.id
        for leader, splits in self._splits.items():
            if any(block.id in split.others for split in splits):
                return leader
        return None

    def _entry(self, block_id: str) -> Entry:
        new = self._new.by_id[block_id]
        old = self._old.by_id.get(block_id)
        moved = block_id in self._moved
        if old is None:
            return Entry(EntryKind.ADDED, (), (new,))
        if block_id in self._splits:
            return self._split_entry(block_id, moved=moved)
        if (old.text, old.marks) != (new.text, new.marks):
            return Entry(EntryKind.CHANGED, (old,), (new,), compare_words(old.text, new.text), moved)
        if _shape(old) != _shape(new):
            return Entry(EntryKind.KIND, (old,), (new,), (), moved)
        return Entry(EntryKind.MOVED if moved else EntryKind.SAME, (old,), (new,), (), moved)

    def _split_entry(self, block_id: str, *, moved: bool) -> Entry:
        splits = self._splits[block_id]
        others = {other for split in splits for other in split.others} | {block_id}
        old = tuple(block for block in self._old.blocks if block.id in others)
        new = tuple(block for block in self._new.blocks if block.id in others)
        kind = EntryKind.JOINED if splits[0].is_join else EntryKind.SPLIT
        return Entry(kind, old, new, compare_words(_text(old), _text(new)), moved)


def _shape(block: Block) -> tuple[object, ...]:
    return block.kind, block.level, block.column_span, block.row_span


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.text for block in blocks)
