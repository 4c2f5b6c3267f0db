"""Which block of one document is which block of another, and what follows for the order of blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from consult.text.block import BlockKind
from consult.text.document import Document
from consult.text.lineage import containers, stay

#: The place of a block that has no partner, and of the container of an outermost block.
NONE = -1

#: Blocks that hold other blocks, or stand in one: they are neither split nor joined.
FRAMES = (BlockKind.TABLE, BlockKind.ROW, BlockKind.CELL)


@dataclass(frozen=True)
class Pairing:
    """Two documents, and for each block of the new one the place of the old block that it is, or NONE."""

    old: Document
    new: Document
    partners: Sequence[int]

    @staticmethod
    def by_id(old: Document, new: Document) -> "Pairing":
        """Blocks with one id are one block."""
        places = {block.id: at for at, block in enumerate(old.blocks)}
        return Pairing(old, new, [places.get(block.id, NONE) for block in new.blocks])

    @property
    def names(self) -> dict[str, str]:
        """For each new block's id the id of the old block that it is, or a fresh one."""
        fresh = (name for number in count(1) if (name := f"b{number}") not in self.old.by_id)
        return {
            block.id: next(fresh) if at == NONE else self.old.blocks[at].id
            for block, at in zip(self.new.blocks, self.partners, strict=True)
        }

    @cached_property
    def new_partners(self) -> list[int]:
        """For each old block the place of the new block that it became, or NONE."""
        found = [NONE] * len(self.old.blocks)
        for new_at, at in enumerate(self.partners):
            if at != NONE:
                found[at] = new_at
        return found

    @cached_property
    def inside(self) -> list[int]:
        """For each old block the place of the block it stands in, or NONE."""
        return containers(self.old.blocks)

    @cached_property
    def new_inside(self) -> list[int]:
        """For each new block the place of the block it stands in, or NONE."""
        return containers(self.new.blocks)

    @cached_property
    def rows(self) -> dict[int, list[int]]:
        """Old blocks by what they stand in, in order."""
        return _rows(self.inside)

    @cached_property
    def new_rows(self) -> dict[int, list[int]]:
        """New blocks by what they stand in, in order."""
        return _rows(self.new_inside)

    @cached_property
    def moved(self) -> frozenset[int]:
        """New blocks that changed what they stand in, or their order among those that did not."""
        return frozenset() if self._is_in_step() else frozenset(self._find_moved())

    def _is_in_step(self) -> bool:
        """Whether both have the same blocks in the same order and inside the same ones."""
        olds, news = self.old.blocks, self.new.blocks
        if len(olds) != len(news) or any(map(int.__ne__, self.partners, range(len(olds)))):
            return False
        return all(
            old.parent is new.parent is None or (old.parent == new.parent and old.id == new.id)
            for old, new in zip(olds, news, strict=True)
        )

    def _find_moved(self) -> Iterator[int]:
        partners = self.partners
        for container, row in self.new_rows.items():
            was = NONE if container == NONE else partners[container]
            known = [at for at in row if partners[at] != NONE]
            if container != NONE and was == NONE:
                yield from known
                continue
            same = [at for at in known if self.inside[partners[at]] == was]
            if len(same) < len(known):
                yield from (at for at in known if self.inside[partners[at]] != was)
            kept = stay([partners[at] for at in same])
            if len(kept) < len(same):
                yield from (at for number, at in enumerate(same) if number not in kept)

    def added_beside(self, new_at: int, *, forward: bool) -> list[int]:
        """The added blocks without children that stand next to a new block, nearest first."""
        row = self.new_rows[self.new_inside[new_at]]
        return _beside(row, new_at, self.new, self.partners, forward=forward)

    def removed_beside(self, at: int, *, forward: bool) -> list[int]:
        """The removed blocks without children that stood next to an old block, nearest first."""
        return _beside(self.rows[self.inside[at]], at, self.old, self.new_partners, forward=forward)


def _rows(inside: Sequence[int]) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {NONE: []}
    for at, container in enumerate(inside):
        rows.setdefault(container, []).append(at)
    return rows


def _beside(
    row: Sequence[int], at: int, document: Document, partners: Sequence[int], *, forward: bool
) -> list[int]:
    """Blocks without a partner right after one, or the one right before it."""
    number = row.index(at)
    found: list[int] = []
    for place in row[number + 1 :] if forward else row[max(number - 1, 0) : number]:
        if partners[place] != NONE or document.blocks[place].kind in FRAMES:
            break
        found.append(place)
    return found
