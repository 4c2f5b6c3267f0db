"""What several proposals do to a document, by block: the plan that the redline is written from."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from consult.docx.redline_words import Edit, Turn, edits_of
from consult.docx.shown import referred_notes
from consult.text.block import Block, BlockKind, Fragment, MarkKind
from consult.text.change import Op, OpKind
from consult.text.content import apply_words
from consult.text.document import Document
from consult.text.lineage import Tree, tree
from consult.text.proposal import Proposal
from consult.text.relation import Signature, signature


@dataclass(frozen=True, slots=True)
class Put:
    """A block that is put somewhere: added, or moved there; `turns` are whose wish it is."""

    op: Op
    turns: list[Turn]


@dataclass(frozen=True)
class Plan:
    """Everything that is to be shown, of all proposals together."""

    base: Document
    proposals: Sequence[Proposal]
    words: dict[str, list[tuple[Turn, Op]]] = field(default_factory=lambda: defaultdict(list))
    deleted: dict[str, list[Turn]] = field(default_factory=lambda: defaultdict(list))
    moved: dict[str, list[Turn]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, list[tuple[Turn, Block]]] = field(default_factory=lambda: defaultdict(list))
    puts: dict[tuple[str | None, str | None], list[Put]] = field(default_factory=lambda: defaultdict(list))
    repeated: set[tuple[Turn, int]] = field(default_factory=set)

    @cached_property
    def tree(self) -> Tree:
        """The base, each block under what it stands in."""
        return tree(self.base.blocks)

    @cached_property
    def notes(self) -> dict[str, Block]:
        """Every note of the base and of the proposals."""
        blocks = (*self._added, *self.base.blocks)
        return {block.id: block for block in blocks if block.kind is BlockKind.NOTE}

    @cached_property
    def referred(self) -> set[str]:
        """The notes below the pages: those of the base that its text refers to, and those that come."""
        marks = [mark for put in self._added for mark in put.marks]
        marks += [mark for ops in self.words.values() for _, op in ops for mark in op.inserted.marks]
        coming = {mark.target for mark in marks if mark.kind is MarkKind.NOTE} & self.notes.keys()
        return referred_notes(self.base) | (coming - self.base.by_id.keys())

    @property
    def _added(self) -> Iterator[Block]:
        """Every block that is put somewhere."""
        blocks = (put.op.new_block for puts in self.puts.values() for put in puts)
        return (block for block in blocks if block is not None)

    def edits(self, block: Block) -> tuple[Edit, ...]:
        """What happens to the words of a block."""
        ops = self.words.get(block.id)
        return edits_of(block, ops) if ops else ()

    def reworded(self, block: Block) -> Block:
        """The block with everybody's edits of its words; of those that contradict each other, the first."""
        now: list[Op] = []
        for edit in self.edits(block):
            words = edit.alternatives[0].fragment if edit.alternatives else Fragment("")
            removed = block.text[edit.start : edit.end]
            now.append(Op(OpKind.REPLACE, block.id, "", edit.start, edit.end, removed, words))
        return apply_words(block, now)

    def inside_wishes(self, block_id: str) -> list[tuple[Turn, Op]]:
        """Every operation on what stands, or would stand, inside a block; what is added alike, once."""
        inside = {block_id, *(block.id for block in self.inside(block_id))}
        found: list[tuple[Turn, Op]] = []
        for turn, op in self._wishes():
            parent = op.new_block.parent if op.puts and op.new_block else None
            if (op.block in inside and op.block != block_id) or parent in inside:
                inside.add(op.block)
                found.append((turn, op))
        return found

    def _wishes(self) -> Iterator[tuple[Turn, Op]]:
        """All operations but additions that somebody before wished alike."""
        for turn, proposal in enumerate(self.proposals):
            for change in proposal.changes:
                is_repeated = (turn, change.index) in self.repeated
                yield from ((turn, op) for op in change.ops if not (is_repeated and op.kind is OpKind.ADD))

    def is_gone(self, block_id: str) -> Turn | None:
        """Whose wish it is that the block stands here no more, or None."""
        turns = [*self.deleted.get(block_id, ()), *self.moved.get(block_id, ())]
        return min(turns, default=None)

    def inside(self, block_id: str) -> Iterator[Block]:
        """The base blocks inside a block, at any depth."""
        for block in self.tree.get(block_id, ()):
            yield block
            yield from self.inside(block.id)


def make_plan(base: Document, proposals: Sequence[Proposal]) -> Plan:
    """Sort the operations of all proposals by what they are done to; what several wish alike stands once."""
    plan = Plan(base, proposals)
    seen: dict[tuple[Signature, ...], tuple[Turn, list[Put]]] = {}
    for turn, proposal in enumerate(proposals):
        for change in proposal.changes:
            owner, puts = seen.setdefault(signature(change), (turn, []))
            if owner != turn:
                plan.repeated.add((turn, change.index))
                for put in puts:
                    put.turns.extend(() if turn in put.turns else (turn,))
            found = [_sort_in(plan, turn, op, again=owner != turn) for op in change.ops]
            puts += [put for put in found if put is not None]
    return plan


def _sort_in(plan: Plan, turn: Turn, op: Op, *, again: bool) -> Put | None:
    """One operation of one proposal; `again` is an addition that another one wishes alike."""
    if op.is_words:
        plan.words[op.block].append((turn, op))
    elif op.kind is OpKind.DELETE:
        plan.deleted[op.block].append(turn)
    elif op.kind is OpKind.KIND and op.new_block is not None:
        plan.kinds[op.block].append((turn, op.new_block))
    elif op.puts and op.new_block is not None and not (again and op.kind is OpKind.ADD):
        return _put(plan, turn, op, op.new_block.parent)
    return None


def _put(plan: Plan, turn: Turn, op: Op, parent: str | None) -> Put | None:
    """A block put after another; the same move of several stands once."""
    place = plan.puts[parent, op.after]
    if op.kind is OpKind.MOVE:
        plan.moved[op.block].append(turn)
        for put in place:
            if put.op.kind is OpKind.MOVE and put.op.block == op.block:
                put.turns.append(turn)
                return None
    put = Put(op, [turn])
    place.append(put)
    place.sort(key=lambda each: (each.turns[0], each.op.rank))
    return put
