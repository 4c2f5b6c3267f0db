"""What happened to whole blocks between two documents of one lineage."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from consult.text.block import Block, BlockKind
from consult.text.change import Op, OpKind
from consult.text.document import Document
from consult.text.lineage import Tree, layout, stay, tree

#: An operation's kind and block, as a name for it.
Node = tuple[str, str]


@dataclass(frozen=True)
class Structure:
    """Operations on whole blocks, and which of them only make sense together."""

    base: Document
    edited: Document
    ops: tuple[Op, ...]
    bonds: tuple[tuple[Node, Node], ...]
    moved: frozenset[str]
    _siblings: dict[str, list[Block]]
    _new_siblings: dict[str, list[Block]]

    def added_beside(self, block: str, *, forward: bool) -> list[Block]:
        """The added blocks without children that stand next to a block, nearest first."""
        return _beside(self._new_siblings[block], block, self.base, self.edited, forward=forward)

    def removed_beside(self, block: str, *, forward: bool) -> list[Block]:
        """The removed blocks without children that stood next to a block, nearest first."""
        return _beside(self._siblings[block], block, self.edited, self.base, forward=forward)


def _beside(
    siblings: list[Block], block: str, others: Document, own: Document, *, forward: bool
) -> list[Block]:
    at = next(index for index, sibling in enumerate(siblings) if sibling.id == block)
    row = siblings[at + 1 :] if forward else siblings[:at][::-1]
    found: list[Block] = []
    for sibling in row:
        if sibling.id in others.by_id or sibling.kind in (BlockKind.TABLE, BlockKind.ROW, BlockKind.CELL):
            break
        found.append(sibling)
    return found if forward else found[:1]


def compare_structure(base: Document, edited: Document) -> Structure:
    """Additions, removals, moves and changes of kind; a table goes with all that is in it."""
    comparing = _Comparing(base, edited)
    ops = tuple(comparing.ops())
    return Structure(
        base,
        edited,
        ops,
        tuple(comparing.bonds(ops)),
        frozenset(comparing.moved),
        _rows(tree(base.blocks)),
        _rows(tree(edited.blocks)),
    )


def _rows(grown: Tree) -> dict[str, list[Block]]:
    return {block.id: row for row in grown.values() for block in row}


class _Comparing:
    def __init__(self, base: Document, edited: Document) -> None:
        self._base = base
        self._edited = edited
        self._old_inside = layout(base.blocks)
        self._new_inside = layout(edited.blocks)
        self._new_tree = tree(edited.blocks)
        self._order = {block.id: place for place, block in enumerate(base.blocks)}
        self.moved = set(self._find_moved())

    def _find_moved(self) -> Iterator[str]:
        """Blocks that changed their parent, or their order among those that did not."""
        for parent, children in self._new_tree.items():
            known = [child.id for child in children if child.id in self._order]
            yield from (child for child in known if self._old_inside[child] != parent)
            same = [child for child in known if self._old_inside[child] == parent]
            kept = stay([self._order[child] for child in same])
            yield from (child for index, child in enumerate(same) if index not in kept)

    def ops(self) -> Iterator[Op]:
        """Every operation on whole blocks."""
        for block in self._base.blocks:
            new = self._edited.by_id.get(block.id)
            if new is None:
                yield Op(OpKind.DELETE, block.id, block.content_hash, 0, len(block.text), block.text)
            elif block.style != new.style:
                yield Op(OpKind.KIND, block.id, block.content_hash, new_block=new.with_text(""))
        for parent, children in self._new_tree.items():
            yield from self._puts(parent, children)

    def _puts(self, parent: str | None, children: list[Block]) -> Iterator[Op]:
        after: str | None = None
        rank = 0
        for block in children:
            old = self._base.by_id.get(block.id)
            if old is not None and block.id not in self.moved:
                after, rank = block.id, 0
                continue
            if old is None:
                yield Op(OpKind.ADD, block.id, after=after, new_block=block, rank=rank)
            else:
                bare = replace(old.with_text(""), parent=parent)
                yield Op(OpKind.MOVE, block.id, old.content_hash, after=after, new_block=bare, rank=rank)
            rank += 1

    def bonds(self, ops: tuple[Op, ...]) -> Iterator[tuple[Node, Node]]:
        """Pairs of operations of which neither makes sense alone."""
        nodes = {(op.kind.value, op.block) for op in ops}
        tables: dict[str, Node] = {}
        for op in ops:
            node = (op.kind.value, op.block)
            around = self._around(op)
            bound = [other for other in around if other in nodes]
            yield from ((other, node) for other in bound)
            table = self._table_of_cell(op)
            if table is not None and not bound:
                yield tables.setdefault(table, node), node
        yield from self._moved_runs()

    def _around(self, op: Op) -> list[Node]:
        """The operations on what the block stands in, before and after."""
        found: list[Node] = []
        if op.kind in (OpKind.DELETE, OpKind.MOVE):
            found.append((OpKind.DELETE.value, self._old_inside[op.block] or ""))
        if op.puts:
            found.append((OpKind.ADD.value, self._new_inside[op.block] or ""))
        return found

    def _table_of_cell(self, op: Op) -> str | None:
        if op.kind is OpKind.KIND:
            return None
        inside = self._new_inside if op.puts else self._old_inside
        blocks = self._edited.by_id if op.puts else self._base.by_id
        row = inside[op.block]
        return inside[row] if row is not None and blocks[row].kind is BlockKind.ROW else None

    def _moved_runs(self) -> Iterator[tuple[Node, Node]]:
        """Blocks that moved together, one after another before and after, are one move."""
        old_next = {
            one.id: other.id
            for row in tree(self._base.blocks).values()
            for one, other in zip(row, row[1:], strict=False)
        }
        for row in self._new_tree.values():
            for one, other in zip(row, row[1:], strict=False):
                if one.id in self.moved and other.id in self.moved and old_next.get(one.id) == other.id:
                    yield (OpKind.MOVE.value, one.id), (OpKind.MOVE.value, other.id)
