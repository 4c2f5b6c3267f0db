"""The words that come of all members of a group together, for a person to look at."""

from collections.abc import Sequence

from consult.text.block import Block, Fragment
from consult.text.change import Change, Op, OpKind, Place
from consult.text.content import pieces
from consult.text.document import Document
from consult.text.marks import cut, join
from consult.text.relation import Signature, op_signature


def suggest(base: Document, changes: Sequence[Change], place: Place) -> Fragment | None:
    """The place with every member's words, additions at one point one after another; None for blocks."""
    ops = [op for change in changes for op in change.ops]
    block = base.by_id.get(place.block)
    if block is not None and all(op.is_words and op.block == place.block for op in ops):
        return _combine(block, _distinct(ops), place)
    if all(op.kind is OpKind.ADD for op in ops):
        return _stack(_distinct(ops))
    return None


def _distinct(ops: Sequence[Op]) -> list[Op]:
    found: dict[Signature, Op] = {}
    for op in ops:
        found.setdefault(op_signature(op), op)
    return list(found.values())


def _combine(block: Block, ops: list[Op], place: Place) -> Fragment:
    """The words of the place after all operations, which are all inside it."""
    ordered = sorted(ops, key=lambda op: (op.start, op.end))
    whole = join(words for words, _ in pieces(block, ordered))
    after = len(block.text) - place.end
    return cut(whole.text, whole.marks, place.start, len(whole.text) - after)


def _stack(ops: list[Op]) -> Fragment:
    """Added blocks one after another, apart by an empty line."""
    parts: list[Fragment] = []
    for op in ops:
        if op.new_block is not None and op.new_block.text:
            parts += [Fragment("\n\n"), Fragment(op.new_block.text, op.new_block.marks)]
    return join(parts[1:])
