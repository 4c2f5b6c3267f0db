"""One change carried over the map between two versions."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from consult.text.block import Block, MarkKind
from consult.text.block_map import BlockMap, NewPlace
from consult.text.change import Change, Op, OpKind, Place
from consult.text.marks import cut
from consult.text.outcome import Outcome, worst
from consult.text.places import sentences_around
from consult.text.proposal import Proposal

#: What became of an operation, and the operation on the new version.
Carried = tuple[Outcome, Op | None]


def carry_change(change: Change, proposal: Proposal, over: BlockMap) -> tuple[Outcome, Change | None]:
    """The outcome, and the change on the new version unless it is there already or cannot be carried."""
    if change.is_in_one_block and over.is_same(change.place.block):
        return Outcome.CLEAN, change
    if _is_included(change, proposal, over):
        return Outcome.INCLUDED, None
    names = _free_names(change, over)
    there = _there_already(change, over)
    carried = [_carry_op(op, change, over, there) for op in change.ops]
    outcome = worst(outcome for outcome, _ in carried)
    kept = tuple(op.renamed(names) for _, op in carried if op is not None)
    if outcome in (Outcome.CONFLICT, Outcome.GONE):
        return outcome, None
    if not kept:
        return Outcome.INCLUDED, None
    if len(kept) < len(change.ops):
        outcome = Outcome.TOUCHED
    if outcome is Outcome.CLEAN and not _is_sentence_same(change, over):
        outcome = Outcome.TOUCHED
    return outcome, replace(change, ops=kept, place=_place(change, kept, over))


def _free_names(change: Change, over: BlockMap) -> dict[str, str]:
    """New blocks whose names the new version uses for others, with names that are free."""
    added = {op.block for op in change.ops if op.kind is OpKind.ADD}
    names: dict[str, str] = {}
    for block in sorted(added & over.new.by_id.keys()):
        name = block + "+"
        while name in over.new.by_id or name in added or name in names.values():
            name += "+"
        names[block] = name
    return names


def _there_already(change: Change, over: BlockMap) -> set[str]:
    """New blocks that stand, with all that is inside them, where the change wants to put them."""
    added = [op for op in change.ops if op.kind is OpKind.ADD]
    own = {op.block for op in added}
    inside: dict[str | None, list[Block]] = {}
    for op in sorted(added, key=lambda op: op.rank):
        if op.new_block is not None:
            inside.setdefault(op.new_block.parent, []).append(op.new_block)
    found: set[str] = set()
    for op in added:
        block = op.new_block
        if block is None or block.parent in own:
            continue
        wanted = _said(block, inside)
        after, _ = _after(op, block.parent, over)
        if any(_said(other, over.new_tree) == wanted for other in _following(after, block.parent, over)):
            found |= _all_inside(block.id, inside)
    return found


def _said(block: Block, inside: Mapping[str | None, Sequence[Block]]) -> tuple[object, ...]:
    """What a block says with all that is inside it, the page and the question it belongs to aside."""
    marks = tuple(replace(mark, target="") if mark.kind is MarkKind.NOTE else mark for mark in block.marks)
    children = tuple(_said(child, inside) for child in inside.get(block.id, ()))
    return block.shape, block.text, marks, children


def _all_inside(block_id: str, inside: Mapping[str | None, Sequence[Block]]) -> set[str]:
    found = {block_id}
    for child in inside.get(block_id, ()):
        found |= _all_inside(child.id, inside)
    return found


def _is_included(change: Change, proposal: Proposal, over: BlockMap) -> bool:
    """Whether the sentence already reads as the change wants it."""
    place = change.place
    if not all(op.kind is OpKind.REPLACE and op.block == place.block for op in change.ops):
        return False
    found = over.around(place.block, place.start, place.end)
    length = place.end - place.start + sum(len(op.inserted.text) - len(op.removed) for op in change.ops)
    if found is None or found.end - found.start != length:
        return False
    old, new = proposal.sentence(change, over.old)
    return old != new and over.new.by_id[found.block].text[found.start : found.end] == new


def _is_sentence_same(change: Change, over: BlockMap) -> bool:
    """Whether the sentence around the change reads as it did, spaces at its ends aside."""
    place = change.place
    if not any(op.is_words for op in change.ops):
        return True
    if place.start == place.end:
        return over.point(place.block, place.start) is not None
    sentence = over.old.by_id[place.block].text[place.start : place.end]
    start = place.start + len(sentence) - len(sentence.lstrip())
    found = over.range(place.block, start, start + len(sentence.strip()))
    if found is None:
        return False
    text = over.new.by_id[found.block].text
    first, last = sentences_around(text, found.start, found.end)
    return text[first:last].strip() == sentence.strip()


def _place(change: Change, ops: tuple[Op, ...], over: BlockMap) -> Place:
    words = [op for op in ops if op.is_words]
    if words:
        text = over.new.by_id[words[0].block].text
        first, last = words[0].start, max(op.end for op in words if op.block == words[0].block)
        if change.place.start == change.place.end:
            return Place(words[0].block, first, last)
        return Place(words[0].block, *sentences_around(text, first, last))
    op = ops[0]
    if op.kind is not OpKind.ADD:
        return Place(op.block, 0, len(over.new.by_id[op.block].text))
    if op.after is not None:
        length = len(over.new.by_id[op.after].text)
        return Place(op.after, length, length)
    return Place((op.new_block.parent if op.new_block else None) or "", 0, 0)


def _carry_op(op: Op, change: Change, over: BlockMap, there: Collection[str]) -> Carried:
    if op.kind is OpKind.ADD and op.block in there:
        return Outcome.INCLUDED, None
    carriers: dict[OpKind, Callable[[Op, Change, BlockMap], Carried]] = {
        OpKind.REPLACE: _carry_words,
        OpKind.MARK: _carry_words,
        OpKind.DELETE: _carry_delete,
        OpKind.KIND: _carry_kind,
        OpKind.ADD: _carry_add,
        OpKind.MOVE: _carry_move,
    }
    return carriers[op.kind](op, change, over)


def _carry_words(op: Op, change: Change, over: BlockMap) -> Carried:
    del change
    segments = over.segments(op.block)
    if op.block not in over.new.by_id and not segments:
        return Outcome.GONE, None
    found = over.range(op.block, op.start, op.end) if op.start < op.end else over.point(op.block, op.start)
    if found is None:
        return (Outcome.INCLUDED if _is_there(op, over) else Outcome.CONFLICT), None
    old, new = over.old.by_id[op.block], over.new.by_id[found.block]
    now = cut(new.text, new.marks, found.start, found.end)
    if op.kind is OpKind.MARK and now == op.inserted:
        return Outcome.INCLUDED, None
    if now != cut(old.text, old.marks, op.start, op.end):
        return Outcome.CONFLICT, None
    moved = replace(op, block=new.id, base_hash=new.content_hash, start=found.start, end=found.end)
    return Outcome.CLEAN, moved


def _is_there(op: Op, over: BlockMap) -> bool:
    """Whether just these words were replaced by just those."""
    found = over.around(op.block, op.start, op.end)
    inner = _tight(op, over)
    return bool(op.inserted.text or op.removed) and any(
        place is not None and over.new.by_id[place.block].text[place.start : place.end] == op.inserted.text
        for place in (found, inner)
    )


def _tight(op: Op, over: BlockMap) -> NewPlace | None:
    """Between the words before and after an insertion, both of which stayed."""
    segments = over.segments(op.block)
    left = next((piece for piece in segments if piece.end == op.start), None)
    right = next((piece for piece in segments if piece.start == op.end), None)
    if op.block not in over.new.by_id:
        return None
    start = left.new_start + left.end - left.start if left else 0
    end = right.new_start if right else len(over.new.by_id[op.block].text)
    names = {piece.block for piece in (left, right) if piece}
    outside = (not left and op.start > 0) or (not right and op.end < len(over.old.by_id[op.block].text))
    if outside or len(names) > 1 or start > end:
        return None
    return NewPlace(next(iter(names), op.block), start, end)


def _carry_delete(op: Op, change: Change, over: BlockMap) -> Carried:
    now = over.new.by_id.get(op.block)
    if now is None:
        return Outcome.INCLUDED, None
    gone = {other.block for other in change.ops if other.kind is OpKind.DELETE}
    inside = {block.id for block in over.new_tree.get(op.block, ())}
    if now.content_hash != op.base_hash or not inside <= gone:
        return Outcome.CONFLICT, None
    return Outcome.CLEAN, op


def _carry_kind(op: Op, change: Change, over: BlockMap) -> Carried:
    del change
    now = over.new.by_id.get(op.block)
    if now is None or op.new_block is None:
        return Outcome.GONE, None
    if now.style == op.new_block.style:
        return Outcome.INCLUDED, None
    if now.shape != over.old.by_id[op.block].shape:
        return Outcome.CONFLICT, None
    return Outcome.CLEAN, replace(op, base_hash=now.content_hash)


def _carry_add(op: Op, change: Change, over: BlockMap) -> Carried:
    own = {other.block for other in change.ops if other.kind is OpKind.ADD}
    if op.new_block is None or op.new_block.parent in own:
        return Outcome.CLEAN, op
    parent = op.new_block.parent
    if parent is not None and parent not in over.new.by_id:
        return Outcome.GONE, None
    after, is_same = _after(op, parent, over)
    following = _following(after, parent, over)
    clean = is_same and not following
    if op.after is not None and op.after not in over.new.by_id and following:
        after = following[-1].id
    return (Outcome.CLEAN if clean else Outcome.TOUCHED), replace(op, after=after)


def _after(op: Op, parent: str | None, over: BlockMap) -> tuple[str | None, bool]:
    """The block to stand behind now: the same, its last part, or the nearest before it left in its place."""
    if op.after is None:
        return None, True
    if op.after != op.block and (now := _now(op.after, parent, over)) is not None:
        return now, True
    row = [block.id for block in over.old_tree.get(parent, ())]
    for name in reversed(row[: row.index(op.after)] if op.after in row else ()):
        if name == op.block or _is_moved(name, over):
            continue
        if (now := _now(name, parent, over)) is not None:
            return now, False
    return None, False


def _now(name: str, parent: str | None, over: BlockMap) -> str | None:
    """The block that the end of an old block stands in now, if it is inside the same one.

    A block that was joined to one that moved has left its place without the place moving.
    """
    pieces = over.segments(name)
    last = pieces[-1].block if pieces else name
    for candidate in (last, name):
        now = over.new.by_id.get(candidate)
        if now is not None and now.parent == parent and (candidate == name or not _is_moved(name, over)):
            return candidate
    return None


def _is_moved(name: str, over: BlockMap) -> bool:
    entry = over.comparison.by_old.get(name)
    return entry is not None and entry.moved


def _following(after: str | None, parent: str | None, over: BlockMap) -> list[Block]:
    """The blocks that are new in the new version and stand right after a block."""
    row = over.new_tree.get(parent, [])
    start = 0 if after is None else over.new_row_at[after] + 1
    found: list[Block] = []
    for block in islice(row, start, None):
        if block.id in over.old.by_id:
            break
        found.append(block)
    return found


def _carry_move(op: Op, change: Change, over: BlockMap) -> Carried:
    own = {other.block for other in change.ops if other.kind is OpKind.ADD}
    now = over.new.by_id.get(op.block)
    parent = op.new_block.parent if op.new_block else None
    if now is None or (parent is not None and parent not in over.new.by_id and parent not in own):
        return Outcome.GONE, None
    after, is_same = (op.after, True) if parent in own else _after(op, parent, over)
    before = _before(now, over)
    if now.parent == parent and before == after:
        return Outcome.INCLUDED, None
    if over.comparison.by_old[op.block].moved:
        return Outcome.CONFLICT, None
    outcome = Outcome.CLEAN if is_same else Outcome.TOUCHED
    return outcome, replace(op, base_hash=now.content_hash, after=after)


def _before(block: Block, over: BlockMap) -> str | None:
    at = over.new_row_at[block.id]
    return over.new_tree[block.parent][at - 1].id if at else None
