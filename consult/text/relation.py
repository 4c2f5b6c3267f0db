"""How two changes of different proposals stand to each other."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from consult.text.block import Block
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
    known = names or {}
    new_block = op.new_block and _nameless(op.new_block, known)
    block = "" if op.kind is OpKind.ADD else op.block
    return op.kind, block, op.start, op.end, op.inserted, op.after, new_block


def _nameless(block: Block, names: dict[str, str]) -> Block:
    parent = None if block.parent is None else names.get(block.parent, block.parent)
    return replace(block, id="", parent=parent)


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
    meets = one.start < other.end and other.start < one.end
    return Level.HARD if meets else None
