"""Two documents compared: blocks first, then words."""

from collections.abc import Iterator
from dataclasses import replace

from consult.text.align import align
from consult.text.block import Block
from consult.text.comparison import Comparison, Entry, EntryKind
from consult.text.document import Document
from consult.text.pairing import NONE, Pairing
from consult.text.runs import compare_words
from consult.text.splits import Split, find_splits


def compare(old: Document, new: Document, *, ids: bool = True) -> Comparison:
    """What became of each block and its words; with `ids` off blocks are known by what they say.

    >>> old = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> compare(old, Document(())).entries[0].kind.value
    'removed'
    """
    pairing = Pairing.by_id(old, new) if ids else align(old, new)
    return Comparison(tuple(_Comparing(pairing).entries()))


def adopt_ids(old: Document, new: Document) -> Document:
    """`new` with the ids of the blocks of `old` that it took over, and fresh ones for what is new.

    >>> old = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> adopt_ids(old, Document((Block("x", BlockKind.PARAGRAPH, "Tilat ovat auki."),))) == old
    True
    """
    names = align(old, new).names
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
            for block in new.blocks
        )
    )


class _Comparing:
    """Puts the blocks of both documents into one reading order."""

    def __init__(self, pairing: Pairing) -> None:
        self._pairing = pairing
        self._moved = pairing.moved
        self._splits: dict[int, list[Split]] = {}
        self._splits_of_added: dict[int, int] = {}
        self._joined: set[int] = set()
        for split in find_splits(pairing):
            self._splits.setdefault(split.new, []).append(split)
            if split.is_join:
                self._joined.update(split.others)
            else:
                self._splits_of_added.update(dict.fromkeys(split.others, split.new))

    def entries(self) -> Iterator[Entry]:
        """Entries in the order of the new document, removed blocks after what they stood behind."""
        removed = self._removed_after()
        yield from removed.get(NONE, ())
        written: set[int] = set()
        olds = self._pairing.old.blocks
        for at, (new, partner) in enumerate(
            zip(self._pairing.new.blocks, self._pairing.partners, strict=True)
        ):
            if partner != NONE and at not in self._splits and _is_same(olds[partner], new):
                moved = at in self._moved
                kind = EntryKind.MOVED if moved else EntryKind.SAME
                yield Entry(kind, (olds[partner],), (new,), (), moved)
            else:
                leader = self._splits_of_added.get(at, at)
                if leader not in written:
                    written.add(leader)
                    yield self._entry(leader)
            if removed:
                yield from removed.get(at, ())

    def _removed_after(self) -> dict[int, list[Entry]]:
        """Removed blocks by the new block they come after."""
        found: dict[int, list[Entry]] = {}
        before = NONE
        for at, new_at in enumerate(self._pairing.new_partners):
            if new_at == NONE:
                if at not in self._joined:
                    entry = Entry(EntryKind.REMOVED, (self._pairing.old.blocks[at],), ())
                    found.setdefault(before, []).append(entry)
            elif new_at not in self._moved:
                before = new_at
        return found

    def _entry(self, new_at: int) -> Entry:
        at = self._pairing.partners[new_at]
        new = self._pairing.new.blocks[new_at]
        if at == NONE:
            return Entry(EntryKind.ADDED, (), (new,))
        moved = new_at in self._moved
        if new_at in self._splits:
            return self._split_entry(new_at, moved=moved)
        old = self._pairing.old.blocks[at]
        if old.text != new.text or old.marks != new.marks:
            return Entry(EntryKind.CHANGED, (old,), (new,), compare_words(old.text, new.text), moved)
        return Entry(EntryKind.KIND, (old,), (new,), (), moved)

    def _split_entry(self, new_at: int, *, moved: bool) -> Entry:
        splits = self._splits[new_at]
        olds, news = {self._pairing.partners[new_at]}, {new_at}
        for split in splits:
            (olds if split.is_join else news).update(split.others)
        old = tuple(self._pairing.old.blocks[at] for at in sorted(olds))
        new = tuple(self._pairing.new.blocks[at] for at in sorted(news))
        kind = EntryKind.JOINED if splits[0].is_join else EntryKind.SPLIT
        return Entry(kind, old, new, compare_words(_text(old), _text(new)), moved)


def _is_same(old: Block, new: Block) -> bool:
    """Whether a reader sees no difference."""
    return (
        old.text == new.text
        and old.marks == new.marks
        and old.kind is new.kind
        and old.level == new.level
        and old.column_span == new.column_span
        and old.row_span == new.row_span
    )


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.text for block in blocks)
