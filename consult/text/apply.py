"""Operations put to work on a document, with the origin of every word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from consult.text.block import Block
from consult.text.change import Op, OpKind
from consult.text.content import pieces
from consult.text.document import Document
from consult.text.errors import StaleBase
from consult.text.hunk import Hunk
from consult.text.lineage import Tree, tree
from consult.text.marks import join
from consult.text.origin import Origins, Span, tile
from consult.text.runs import Run, runs_of


@dataclass(frozen=True, slots=True)
class Step:
    """An operation, the source of the words it brings, and its turn among others at the same point."""

    op: Op
    source: str
    turn: tuple[int | str, ...] = ()


@dataclass(frozen=True)
class Applied:
    """A document made by operations, the origin of its words, and the raw runs of its changed blocks."""

    document: Document
    origins: Origins
    runs: dict[str, tuple[Run, ...]] = field(default_factory=dict)


def apply_steps(base: Document, steps: Sequence[Step]) -> Applied:
    """The base after the steps, which must not contradict each other; without steps the base itself."""
    if not steps:
        return Applied(base, {block.id: _as_before(block) for block in base.blocks})
    return _Application(base, steps).result()


def _as_before(block: Block) -> tuple[Span, ...]:
    return tile([Span(0, len(block.text), "", block.id, 0)])


class _Application:
    """One run over the base: words first, then the order of blocks."""

    def __init__(self, base: Document, steps: Iterable[Step]) -> None:
        self._base = base
        self._tree: Tree = tree(base.blocks)
        self._words: dict[str, list[Step]] = {}
        self._kinds: dict[str, Block] = {}
        self._gone: set[str] = set()
        self._moved: set[str] = set()
        self._put: dict[tuple[str | None, str | None], list[Step]] = {}
        self._parents: dict[str, str | None] = {}
        self._blocks: list[Block] = []
        self._origins: dict[str, tuple[Span, ...]] = {}
        self._runs: dict[str, tuple[Run, ...]] = {}
        for step in steps:
            self._sort_in(step)

    def _sort_in(self, step: Step) -> None:
        op = step.op
        known = self._base.by_id.get(op.block)
        if op.kind is not OpKind.ADD and (known is None or op.base_hash != known.content_hash):
            raise StaleBase(op.block)
        if op.is_words:
            self._words.setdefault(op.block, []).append(step)
        elif op.kind is OpKind.DELETE:
            self._gone.add(op.block)
        elif op.kind is OpKind.KIND and op.new_block is not None:
            self._kinds[op.block] = op.new_block
        elif op.new_block is not None:
            self._sort_in_put(step, op.new_block)

    def _sort_in_put(self, step: Step, new_block: Block) -> None:
        op = step.op
        if op.kind is OpKind.MOVE:
            self._moved.add(op.block)
            self._parents[op.block] = new_block.parent
        elif op.block in self._base.by_id:
            raise StaleBase(op.block)
        if op.after is not None and op.after not in self._base.by_id:
            raise StaleBase(op.after)
        self._put.setdefault((new_block.parent, op.after), []).append(step)

    def result(self) -> Applied:
        """The document that comes of it."""
        self._emit_children(None)
        return Applied(Document(tuple(self._blocks)), self._origins, self._runs)

    def _emit_children(self, parent: str | None) -> None:
        self._emit_put(parent, None)
        for block in self._tree.get(parent, ()):
            if block.id not in self._gone and block.id not in self._moved:
                self._emit(block)
            self._emit_put(parent, block.id)

    def _emit_put(self, parent: str | None, after: str | None) -> None:
        """The added and moved blocks that stand after a base block, in the order of their turns."""
        for step in sorted(self._put.get((parent, after), ()), key=lambda step: (step.turn, step.op.rank)):
            op = step.op
            if op.kind is OpKind.MOVE:
                if op.block not in self._gone:
                    self._emit(self._base.by_id[op.block])
            elif op.new_block is not None:
                self._blocks.append(op.new_block)
                self._origins[op.block] = tile([Span(0, len(op.new_block.text), step.source)])
                self._emit_children(op.block)

    def _emit(self, block: Block) -> None:
        """A base block with its new words and kind, and what stands inside it."""
        now = self._reworded(block)
        if block.id in self._kinds:
            now = now.with_style(self._kinds[block.id])
        if block.id in self._parents:
            now = replace(now, parent=self._parents[block.id])
        self._blocks.append(now)
        self._emit_children(block.id)

    def _reworded(self, block: Block) -> Block:
        steps = self._words.get(block.id)
        if not steps:
            self._origins[block.id] = _as_before(block)
            return block
        ordered = sorted(steps, key=lambda step: (step.op.start, step.op.end, step.turn))
        sources = {id(step.op): step.source for step in ordered}
        spans: list[Span] = []
        at = 0
        found = pieces(block, [step.op for step in ordered])
        for words, came in found:
            end = at + len(words.text)
            spans.append(
                Span(at, end, "", block.id, came)
                if isinstance(came, int)
                else Span(at, end, sources[id(came)])
            )
            at = end
        now = join(words for words, _ in found)
        self._origins[block.id] = tile(spans)
        self._runs[block.id] = runs_of(block.text, now.text, _hunks([step.op for step in ordered]))
        return block.with_text(now.text, now.marks)


def _hunks(ordered: Sequence[Op]) -> list[Hunk]:
    """The operations as hunks; a changed mark leaves the words as they are."""
    hunks: list[Hunk] = []
    shift = at = 0
    for op in ordered:
        if op.kind is OpKind.MARK:
            continue
        start, length = max(op.start, at), len(op.inserted.text)
        hunks.append(Hunk(start, op.end, start + shift, start + shift + length))
        shift += length - (op.end - start)
        at = op.end
    return hunks
