"""How two changes of different proposals stand to each other."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from consult.text.change import Change, Op, OpKind


class Level(StrEnum):
    """What must be decided together, and why: the worst relation in a group."""

    FREE = "free"
    AGREE = "agree"
    NEAR = "near"
    ORDER = "order"
    HARD = "hard"


#: From harmless to worst.
SEVERITY = {level: number for number, level in enumerate(Level)}

#: What makes two operations the same, whoever made them.
Signature = tuple[object, ...]


@lru_cache(maxsize=65536)
def signature(change: Change) -> tuple[Signature, ...]:
    """Equal for changes that do the same, whatever the new blocks are called."""
    names = {op.block: f"+{number}" for number, op in enumerate(change.ops) if op.kind is OpKind.ADD}
    return tuple(op_signature(op, names) for op in change.ops)


def op_signature(op: Op, names: dict[str, str] | None = None) -> Signature:
    """Equal for operations that do the same; `names` are the new blocks' names inside their change."""
    if names:
        op = op.renamed(names)
    new_block = op.new_block and replace(op.new_block, id="")
    block = "" if op.kind is OpKind.ADD else op.block
    return op.kind, block, op.start, op.end, op.inserted, op.after, new_block


def relate(one: Change, other: Change) -> Level | None:
    """hard, order or agree by their operations; None where only their place may relate them."""
    if signature(one) == signature(other):
        return Level.AGREE
    found = set(_relations(one, other))
    return next((level for level in (Level.HARD, Level.ORDER, Level.NEAR) if level in found), None)


def _relations(one: Change, other: Change) -> Iterator[Level]:
    for first in one.ops:
        for second in other.ops:
            level = relate_ops(first, second)
            if level is not None:
                yield level


def relate_ops(one: Op, other: Op) -> Level | None:
    """How two operations stand to each other."""
    if _share_point(one, other):
        return Level.ORDER
    if op_signature(one) == op_signature(other):
        return Level.AGREE
    if _stands_in_deleted(one, other) or _stands_in_deleted(other, one):
        return Level.HARD
    if _follows_moved(one, other) or _follows_moved(other, one):
        return Level.NEAR
    return _relate_on_block(one, other)


def _relate_on_block(one: Op, other: Op) -> Level | None:
    """Operations on one block: a removal excludes all others, other kinds exclude their own."""
    if one.block != other.block or OpKind.ADD in (one.kind, other.kind):
        return None
    if one.is_words and other.is_words:
        return _relate_words(one, other)
    return Level.HARD if one.kind is other.kind or OpKind.DELETE in (one.kind, other.kind) else None


def _stands_in_deleted(put: Op, delete: Op) -> bool:
    """Whether a block is put into one that the other operation removes."""
    return delete.kind is OpKind.DELETE and put.new_block is not None and put.new_block.parent == delete.block


def _follows_moved(put: Op, move: Op) -> bool:
    return put.puts and move.kind is OpKind.MOVE and put.after == move.block


def _share_point(one: Op, other: Op) -> bool:
    """Whether different blocks are put after the same one."""
    if not (one.puts and other.puts and _point(one) == _point(other)):
        return False
    return OpKind.ADD in (one.kind, other.kind) or one.block != other.block


def _point(op: Op) -> tuple[str | None, str | None]:
    """Where a block is put: inside what, after what."""
    return (op.new_block.parent if op.new_block else None), op.after


def _relate_words(one: Op, other: Op) -> Level | None:
    if one.start == one.end and other.start == other.end:
        return Level.ORDER if one.start == other.start else None
    first, second = (one, other) if (one.start, one.end) <= (other.start, other.end) else (other, one)
    if not (second.start < first.end and first.start < second.end):
        return None
    return Level.NEAR if share_space_alone(first, second) else Level.HARD


def share_space_alone(first: Op, second: Op) -> bool:
    """Whether two removals, the first beginning first, both take out the space between them and no word."""
    shared = second.removed[: max(first.end - second.start, 0)]
    is_removal = (
        first.kind is second.kind is OpKind.REPLACE and not first.inserted.text + second.inserted.text
    )
    return is_removal and shared.isspace() and first.start < second.start and first.end < second.end
