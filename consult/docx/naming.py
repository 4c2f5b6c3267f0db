"""The blocks of a returned file under the ids of the version it is based on, whichever view shows them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise

from consult.docx.drafts import Draft
from consult.text.align import align
from consult.text.block import Block, BlockKind
from consult.text.document import Document
from consult.text.question_order import in_question_order
from consult.text.resemblance import resembles

#: What was read, in reading order: each draft with its block.
Read = Sequence[tuple[Draft, Block]]
_FRAMES = frozenset({BlockKind.TABLE, BlockKind.ROW, BlockKind.CELL, BlockKind.NOTE})


@dataclass(frozen=True, slots=True)
class Original:
    """The file before tracked changes: what was read, and its blocks under the ids of the base."""

    read: Read
    names: Mapping[str, str]
    document: Document


def document_of(read: Read) -> Document:
    """The blocks alone."""
    return Document(tuple(block for _, block in read))


def name_original(read: Read, base: Document) -> Original:
    """The file as it was before tracked changes, with the ids of the base: by bookmark, else by its words."""
    names = align(base, document_of(read)).names
    _follow_bookmarks(names, read, base)
    return Original(read, names, _renamed(read, names, base))


def name_as_sent(read: Read, base: Document) -> tuple[Original, Document]:
    """`name_original`, with the base in the order in which we sent it: its own, or that of the questions."""
    original, asked = name_original(read, base), in_question_order(base)
    if asked == base or _neighbours_kept(original, base) >= _neighbours_kept(original, asked):
        return original, base
    return name_original(read, asked), asked


def _neighbours_kept(original: Original, order: Document) -> int:
    """How many blocks of the file follow the block that they follow in this order."""
    known = order.by_id
    file = [block.id for block in original.document.blocks if block.id in known]
    return len(set(pairwise(file)) & set(pairwise(block.id for block in order.blocks)))


def _follow_bookmarks(names: dict[str, str], read: Read, base: Document) -> None:
    """A bookmark knows better than the words which paragraph is which."""
    holders = {name: block_id for block_id, name in names.items()}
    followed: set[str] = set()
    for draft, block in read:
        wanted = _bookmark(draft, base)
        if wanted is None or wanted in followed or block.kind in _FRAMES:
            continue
        followed.add(wanted)
        own, other = names[block.id], holders.get(wanted)
        names[block.id], holders[wanted] = wanted, block.id
        if other is not None and other != block.id:
            names[other], holders[own] = own, other


def _bookmark(draft: Draft, base: Document) -> str | None:
    """The first block of words in the base that a bookmark in the draft names."""
    places = (segment.place for segment in draft.segments if segment.place)
    named = (base.by_id.get(place.name) for place in places if place.kind == "block")
    return next((block.id for block in named if block is not None and block.kind not in _FRAMES), None)


def name_view(read: Read, original: Original, fresh: str) -> Document:
    """Another view of the same file: what its blocks were before tracked changes says who they are.

    A block whose words came from several keeps the id of the first. What nobody was before gets an id
    that begins with `fresh`, unless it says what stood elsewhere and is gone: then it has moved.
    """
    named = original.document
    naming = _Naming(read, original)
    naming.claim()
    numbers = count(1)
    names = {block.id: naming.names.get(block.id) or next(_free(fresh, numbers, named)) for _, block in read}
    return _renamed(read, names, named)


def _free(fresh: str, numbers: "count[int]", named: Document) -> Iterator[str]:
    return (name for number in numbers if (name := f"{fresh}{number}") not in named.by_id)


class _Naming:
    """Finds who the blocks of a view were."""

    def __init__(self, read: Read, original: Original) -> None:
        self._read, self._named = read, original.document
        self.names: dict[str, str] = {}
        self._claimed: set[str] = set()
        self._owners: dict[str, str] = {}
        for draft, block in original.read:
            for key in draft.keys:
                self._owners.setdefault(key, original.names[block.id])

    def claim(self) -> None:
        """By the words that stayed, then by where they stand, then by what moved."""
        for draft, block in self._read:
            if block.kind in _FRAMES:
                self._take(block, self._owners.get(draft.keys[0]) if draft.keys else None)
            else:
                for key in dict.fromkeys(_sources(draft)):
                    if self._take(block, self._owners.get(key)):
                        break
        for draft, block in self._read:
            if block.id not in self.names and draft.keys:
                self._take(block, self._owners.get(draft.keys[0]))
        self._follow_moves()

    def _take(self, block: Block, owner: str | None) -> bool:
        if owner is None or owner in self._claimed:
            return False
        before = self._named.by_id[owner]
        if before.kind is not block.kind and not {before.kind, block.kind}.isdisjoint(_FRAMES):
            return False
        self._claimed.add(owner)
        self.names[block.id] = owner
        return True

    def _follow_moves(self) -> None:
        gone = [
            block
            for block in self._named.blocks
            if block.id not in self._claimed and block.kind not in _FRAMES
        ]
        new = [block for _, block in self._read if block.id not in self.names and block.kind not in _FRAMES]
        for same in (_says_the_same, _says_much_the_same):
            for block in new:
                if block.id in self.names:
                    continue
                found = next((old for old in gone if old.id not in self._claimed and same(old, block)), None)
                if found is not None:
                    self._take(block, found.id)


def _says_the_same(old: Block, new: Block) -> bool:
    return old.text == new.text


def _says_much_the_same(old: Block, new: Block) -> bool:
    return resembles(old.text, new.text)


def _sources(draft: Draft) -> Iterable[str]:
    """Where the words of a draft were before tracked changes, most of them first seen first."""
    return (segment.source for segment in draft.segments if segment.source and segment.text.strip())


def _renamed(read: Read, names: Mapping[str, str], like: Document) -> Document:
    """The blocks under their names; what no Word file says comes from the block of the same name."""
    return _notes_in_place([_rename(draft, block, names, like) for draft, block in read], like)


def _notes_in_place(blocks: list[Block], like: Document) -> Document:
    """A Word file does not say where a note stands among the blocks: it stands where it did."""
    notes = {block.id: block for block in blocks if block.kind is BlockKind.NOTE and block.id in like.by_id}
    here = {block.id for block in blocks}
    behind: dict[str | None, list[Block]] = {}
    before: str | None = None
    for block in like.blocks:
        if block.id in notes:
            behind.setdefault(before, []).append(notes[block.id])
        if block.id in here and block.id not in notes:
            before = block.id
    placed = list(behind.get(None, ()))
    for block in blocks:
        if block.id not in notes:
            placed += [block, *behind.get(block.id, ())]
    return Document(tuple(placed))


def _may_be_restyled(known: Block, block: Block) -> bool:
    """A row stays a row; what holds words may be any other kind that does."""
    both = {known.kind, block.kind}
    return both == {BlockKind.ROW} or both.isdisjoint(_FRAMES)


def _rename(draft: Draft, block: Block, names: Mapping[str, str], like: Document) -> Block:
    known = like.by_id.get(names[block.id])
    if known is not None and not draft.is_styled and _may_be_restyled(known, block):
        block = block.with_style(known)
    return replace(
        block,
        id=names[block.id],
        parent=None if block.parent is None else names[block.parent],
        marks=tuple(replace(mark, target=names.get(mark.target, mark.target)) for mark in block.marks),
        page=known.page if known else None,
        question=known.question if known else None,
    )
