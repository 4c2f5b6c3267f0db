"""Tables that no tracked rows can show: with other columns, or with merged cells and other rows."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from consult.docx.redline_plan import Plan
from consult.docx.redline_words import Turn
from consult.text.apply import Step, apply_steps
from consult.text.block import Block, BlockKind
from consult.text.change import Op, OpKind
from consult.text.document import Document
from consult.text.errors import EngineError
from consult.text.lineage import Tree, tree
from consult.text.relation import Level, op_signature, relate_ops

Wishes = Sequence[tuple[Turn, Op]]
_ONE = (1, 1)
_STRUCTURE = frozenset({OpKind.ADD, OpKind.DELETE, OpKind.MOVE})


def is_rebuilt(plan: Plan, table: Block, wishes: Wishes) -> bool:
    """Whether the whole table has to be shown twice: as it is and as it would be."""
    inside = {block.id: block for block in plan.inside(table.id)}
    structure = [op for _, op in wishes if op.kind in _STRUCTURE]
    rows = {op.block for op in structure if kind_of(op, inside) is BlockKind.ROW}
    cells = [op for op in structure if kind_of(op, inside) is BlockKind.CELL]
    spanned = any(
        op.kind is OpKind.KIND and span(op.new_block) != span(inside.get(op.block)) for _, op in wishes
    )
    is_merged = any(span(block) != _ONE for block in inside.values())
    return (bool(structure) and is_merged) or spanned or any(_row_of(op, inside) not in rows for op in cells)


def kind_of(op: Op, inside: dict[str, Block]) -> BlockKind:
    """The kind of the block that comes, goes or moves."""
    block = inside.get(op.block) or op.new_block
    return block.kind if block is not None else BlockKind.PARAGRAPH


def span(block: Block | None) -> tuple[int, int]:
    """How many columns and rows a cell covers."""
    return _ONE if block is None else (block.column_span, block.row_span)


def _row_of(op: Op, inside: dict[str, Block]) -> str | None:
    if op.kind is OpKind.MOVE:
        return None
    block = inside.get(op.block) or op.new_block
    return None if block is None else block.parent


def rebuild(plan: Plan, table: Block, wishes: Wishes) -> Iterator[tuple[tuple[Turn, ...], Tree]]:
    """The table as everybody together would have it; where they contradict each other, as each would."""
    turns = tuple(sorted({turn for turn, _ in wishes}))
    if not turns:
        return
    together = None if _contradict(wishes) else _applied(plan, table, wishes)
    if together is not None:
        yield turns, together
        return
    for turn in turns:
        own = _applied(plan, table, [each for each in wishes if each[0] == turn])
        if own is not None:
            yield (turn,), own


def _contradict(wishes: Wishes) -> bool:
    """Whether two people's wishes exclude each other or have no order between them."""
    return any(
        one[0] != other[0] and relate_ops(one[1], other[1]) in (Level.HARD, Level.ORDER)
        for one, other in combinations(wishes, 2)
    )


def _applied(plan: Plan, table: Block, wishes: Wishes) -> Tree | None:
    """The rows and cells after these operations; None when they cannot all be done."""
    base = Document((table, *plan.inside(table.id)))
    alike: dict[object, tuple[Turn, Op]] = {}
    for turn, op in wishes:
        alike.setdefault((op_signature(op), op.block), (turn, op))
    steps = [Step(op, str(turn), (turn,)) for turn, op in alike.values()]
    try:
        return tree(apply_steps(base, steps).document.blocks)
    except EngineError:
        return None
