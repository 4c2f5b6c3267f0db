"""Operations on whole blocks: what was added, removed, moved or made another kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from consult.text.block import Block, BlockKind
from consult.text.change import Op, OpKind
from consult.text.pairing import NONE, Pairing

#: An operation's kind and block, as a name for it.
Node = tuple[str, str]


@dataclass(frozen=True)
class Structure:
    """What happened to whole blocks between two documents in which one id is one block.

    A table goes with all that is in it.
    """

    pairing: Pairing

    @cached_property
    def ops(self) -> tuple[Op, ...]:
        """Every operation on whole blocks."""
        return (*self._on_old(), *self._puts())

    def _on_old(self) -> Iterator[Op]:
        news = self.pairing.new.blocks
        for block, new_at in zip(self.pairing.old.blocks, self.pairing.new_partners, strict=True):
            if new_at == NONE:
                yield Op(OpKind.DELETE, block.id, block.content_hash, 0, len(block.text), block.text)
            elif block is not news[new_at] and block.style != news[new_at].style:
                bare = news[new_at].with_text("")
                yield Op(OpKind.KIND, block.id, block.content_hash, new_block=bare)

    def _puts(self) -> Iterator[Op]:
        if NONE not in self.pairing.partners and not self.pairing.moved:
            return
        for container, row in self.pairing.new_rows.items():
            parent = None if container == NONE else self.pairing.new.blocks[container].id
            yield from self._puts_inside(parent, row)

    def _puts_inside(self, parent: str | None, row: Sequence[int]) -> Iterator[Op]:
        """The blocks put into one row: after which one that stayed, and in which order."""
        after: str | None = None
        rank = 0
        for new_at in row:
            block, at = self.pairing.new.blocks[new_at], self.pairing.partners[new_at]
            if at != NONE and new_at not in self.pairing.moved:
                after, rank = block.id, 0
                continue
            if at == NONE:
                yield Op(OpKind.ADD, block.id, after=after, new_block=block, rank=rank)
            else:
                old = self.pairing.old.blocks[at]
                bare = replace(old.with_text(""), parent=parent)
                yield Op(OpKind.MOVE, block.id, old.content_hash, after=after, new_block=bare, rank=rank)
            rank += 1

    @cached_property
    def bonds(self) -> tuple[tuple[Node, Node], ...]:
        """Pairs of operations of which neither makes sense alone."""
        return tuple(self._find_bonds()) if self.ops else ()

    def _find_bonds(self) -> Iterator[tuple[Node, Node]]:
        nodes = {(op.kind.value, op.block) for op in self.ops}
        tables: dict[str, Node] = {}
        for op in self.ops:
            node = (op.kind.value, op.block)
            bound = [other for other in self._around(op) if other in nodes]
            yield from ((other, node) for other in bound)
            table = self._table_of_cell(op)
            if table is not None and not bound:
                yield tables.setdefault(table, node), node
        yield from self._moved_runs()

    def _around(self, op: Op) -> Iterator[Node]:
        """The operations on what the block stands in, before and after."""
        if op.kind in (OpKind.DELETE, OpKind.MOVE):
            around = self._container(op.block, is_new=False)
            yield OpKind.DELETE.value, around.id if around else ""
        if op.puts:
            around = self._container(op.block, is_new=True)
            yield OpKind.ADD.value, around.id if around else ""

    def _container(self, block: str, *, is_new: bool) -> Block | None:
        """The block that a block stands in, in the one or the other document."""
        document = self.pairing.new if is_new else self.pairing.old
        inside = self.pairing.new_inside if is_new else self.pairing.inside
        container = inside[document.places[block]]
        return None if container == NONE else document.blocks[container]

    def _table_of_cell(self, op: Op) -> str | None:
        if op.kind is OpKind.KIND:
            return None
        row = self._container(op.block, is_new=op.puts)
        if row is None or row.kind is not BlockKind.ROW:
            return None
        table = self._container(row.id, is_new=op.puts)
        return table.id if table else None

    def _moved_runs(self) -> Iterator[tuple[Node, Node]]:
        """Blocks that moved together, one after another before and after, are one move."""
        moved, partners = self.pairing.moved, self.pairing.partners
        if not moved:
            return
        follows = {
            one: other for row in self.pairing.rows.values() for one, other in zip(row, row[1:], strict=False)
        }
        for row in self.pairing.new_rows.values():
            for one, other in zip(row, row[1:], strict=False):
                if one in moved and other in moved and follows.get(partners[one]) == partners[other]:
                    yield self._move(one), self._move(other)

    def _move(self, new_at: int) -> Node:
        return OpKind.MOVE.value, self.pairing.new.blocks[new_at].id
