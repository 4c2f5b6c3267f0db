"""Operations on the words of one block."""

from collections.abc import Iterable, Sequence

from consult.text.block import Block, Fragment
from consult.text.change import Op, OpKind
from consult.text.errors import StaleBase
from consult.text.hunks import find_hunks
from consult.text.marks import cut, join, styles_at, styles_within
from consult.text.words import words


def word_ops(old: Block, new: Block) -> list[Op]:
    """The operations that give `old` the words and marks of `new`."""
    if (old.text, old.marks) == (new.text, new.marks):
        return []
    ops: list[Op] = []
    base_hash = old.content_hash
    old_at = new_at = 0
    for hunk in find_hunks(old.text, new.text):
        ops += _mark_ops(old, new, old_at, hunk.start, new_at)
        inserted = cut(new.text, new.marks, hunk.new_start, hunk.new_end)
        removed = old.text[hunk.start : hunk.end]
        ops.append(Op(OpKind.REPLACE, old.id, base_hash, hunk.start, hunk.end, removed, inserted))
        old_at, new_at = hunk.end, hunk.new_end
    return ops + _mark_ops(old, new, old_at, len(old.text), new_at)


def _mark_ops(old: Block, new: Block, start: int, end: int, new_start: int) -> list[Op]:
    """Operations for the words [start, end) that stayed but are marked otherwise, on word borders."""
    shift = new_start - start
    if old.marks == new.marks and not shift:
        return []
    before, after = styles_at(old.marks, start, end), styles_at(new.marks, start + shift, end + shift)
    changed: list[tuple[int, int]] = []
    for token in words(old.text[start:end]) if old.marks or new.marks else ():
        first, last = start + token.start, start + token.end
        if styles_within(before, first, last) == styles_within(after, first + shift, last + shift):
            continue
        if changed and changed[-1][1] == first:
            changed[-1] = (changed[-1][0], last)
        else:
            changed.append((first, last))
    return [_mark_op(old, new, first, last, shift) for first, last in changed]


def _mark_op(old: Block, new: Block, start: int, end: int, shift: int) -> Op:
    inserted = cut(new.text, new.marks, start + shift, end + shift)
    return Op(OpKind.MARK, old.id, old.content_hash, start, end, old.text[start:end], inserted)


def apply_words(block: Block, ops: Iterable[Op]) -> Block:
    """The block after operations on its words, which do not intersect."""
    ordered = sorted(ops, key=lambda op: (op.start, op.end))
    words_now = join(piece for piece, _ in pieces(block, ordered))
    return block.with_text(words_now.text, words_now.marks)


def pieces(block: Block, ordered: Sequence[Op]) -> list[tuple[Fragment, Op | int]]:
    """The block's new words piece by piece: what stayed with its old place, what came with its operation."""
    found: list[tuple[Fragment, Op | int]] = []
    at = 0
    for op in ordered:
        is_space_gone = (
            op.start < at < op.end and not op.inserted.text and block.text[op.start : at].isspace()
        )
        if (op.start < at and not is_space_gone) or block.text[op.start : op.end] != op.removed:
            raise StaleBase(block.id)
        found.append((cut(block.text, block.marks, at, max(op.start, at)), at))
        found.append((op.inserted, op))
        at = op.end
    found.append((cut(block.text, block.marks, at, len(block.text)), at))
    return [piece for piece in found if piece[0].text]
