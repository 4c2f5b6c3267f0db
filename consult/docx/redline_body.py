"""Writes the text with everybody's changes: paragraphs that come, go, move or become something else."""

from dataclasses import replace

from lxml import etree

from consult.docx.markup import Element, add_paragraph, child
from consult.docx.names import w
from consult.docx.redline_plan import Plan, Put
from consult.docx.redline_table import TableWriter
from consult.docx.redline_words import Turn
from consult.docx.redline_words_write import Pens
from consult.docx.revision import Revision, attributes, mark_paragraph
from consult.docx.shapes import Shapes
from consult.text.block import Block, BlockKind
from consult.text.change import OpKind
from consult.text.content import apply_words

_FRAMES = frozenset({BlockKind.TABLE, BlockKind.ROW, BlockKind.CELL})
_UNSHAPED = _FRAMES | {BlockKind.NOTE}


class RedlineBody:
    """Writes blocks in the order of the base, what is put after each behind it."""

    def __init__(self, body: Element, plan: Plan, pens: Pens, shapes: Shapes) -> None:
        self._body, self._plan, self._shapes = body, plan, shapes
        self._runs, self._words, self._remarks = pens.runs, pens.words, pens.remarks
        self._tables = TableWriter(body, plan, pens)

    def write(self) -> None:
        """The whole text; a last line that is not ours to change takes what is still to be said."""
        self._put(None)
        for block in self._plan.tree.get(None, ()):
            if not self._is_note_below(block):
                self._base(block)
            self._put(block.id)

    def finish(self) -> None:
        """The last paragraph: its own mark is never tracked, so no block may be the last one."""
        last = add_paragraph(self._body, "ConsultGap")
        self._remarks.close(last, self._remarks.open(last, ()))

    def _before_table(self) -> None:
        """A table ends every list, and a tracked mark before it needs a paragraph to join with."""
        self._shapes.interrupt()
        mark = self._body[-1].find(f"{w('pPr')}/{w('rPr')}") if len(self._body) else None
        if mark is not None and len(mark):
            add_paragraph(self._body, "ConsultGap")

    def _is_note_below(self, block: Block) -> bool:
        return block.kind is BlockKind.NOTE and block.id in self._plan.referred

    def _base(self, block: Block) -> None:
        """A block of the base where it stands."""
        if block.kind is BlockKind.TABLE:
            self._before_table()
            self._tables.write(block)
        elif block.kind in _FRAMES:
            return
        elif (turn := self._plan.is_gone(block.id)) is not None:
            self._gone(block, turn)
        else:
            self._kept(block)

    def _gone(self, block: Block, turn: Turn) -> None:
        """A paragraph that somebody deletes or moves, and behind it what others would make of it."""
        paragraph = self._shapes.add(self._body, block)
        self._remarks.same(sorted(set(self._plan.deleted.get(block.id, ())) - {turn}))
        revision = self._remarks.revision(turn, "del")
        mark_paragraph(paragraph[0], revision, self._runs.ids)
        threads = self._remarks.open(paragraph, (turn,))
        opened = self._runs.open_bookmarks(paragraph, (block,))
        self._words.deleted(paragraph, block, revision)
        self._runs.close_bookmarks(paragraph, opened)
        self._remarks.close(paragraph, threads)
        if block.id in self._plan.deleted and block.id not in self._plan.moved:
            self._instead_of_deleted(block)

    def _instead_of_deleted(self, block: Block) -> None:
        """What others would make of a deleted paragraph: one more paragraph each, in their order."""
        words, kinds = self._plan.words.get(block.id, ()), dict(self._plan.kinds.get(block.id, ()))
        for turn in sorted({turn for turn, _ in words} | set(kinds)):
            now = apply_words(block, [op for other, op in words if other == turn])
            if turn in kinds and kinds[turn].kind not in _UNSHAPED:
                now = now.with_style(kinds[turn])
            self._added(replace(now, id=""), turn)

    def _kept(self, block: Block) -> None:
        """A paragraph that stays, with everybody's edits, perhaps as another kind of paragraph."""
        shown, turn = self._shape(block)
        old = self._shapes.add(etree.Element(w("body")), block)[0] if turn is not None else None
        paragraph = self._shapes.add(self._body, shown)
        threads = self._remarks.open(paragraph, () if turn is None else (turn,))
        opened = self._runs.open_bookmarks(paragraph, (block,))
        self._words.write(paragraph, block, self._plan.edits(block))
        self._runs.close_bookmarks(paragraph, opened)
        self._remarks.close(paragraph, threads)
        if old is not None and turn is not None:
            self._note_shape(paragraph[0], old, turn)

    def _shape(self, block: Block) -> tuple[Block, Turn | None]:
        """What the block becomes and whose wish it is; a second wish is told in words."""
        shown, whose = block, None
        for turn, style in self._plan.kinds.get(block.id, ()):
            now = block.with_style(style)
            if (now.kind, now.level) == (block.kind, block.level) or {now.kind, block.kind} & _UNSHAPED:
                continue
            if whose is None:
                shown, whose = now, turn
            elif (now.kind, now.level) == (shown.kind, shown.level):
                self._remarks.same((turn,))
            else:
                self._remarks.cannot_show(turn, now.kind)
        return shown, whose

    def _note_shape(self, properties: Element, old: Element, turn: Turn) -> None:
        """The properties that a paragraph had."""
        revision = self._remarks.revision(turn, "ins")
        given = attributes(revision.author, revision.at, self._runs.ids.next())
        change = etree.SubElement(properties, w("pPrChange"), given)
        child(change, "pPr").extend(list(old))

    def _put(self, after: str | None) -> None:
        """The blocks that are added or moved behind a block, or to the beginning."""
        for put in self._plan.puts.get((None, after), ()):
            if put.op.kind is OpKind.MOVE:
                self._moved(put)
            elif put.op.new_block is not None and not self._is_note_below(put.op.new_block):
                self._new(put, put.op.new_block)

    def _new(self, put: Put, block: Block) -> None:
        if block.kind is BlockKind.TABLE:
            self._before_table()
            self._tables.write_new(block, put.turns)
        elif block.kind not in _FRAMES:
            self._remarks.same(put.turns[1:])
            self._added(block, put.turns[0])

    def _added(self, block: Block, turn: Turn) -> None:
        """A paragraph that is new to the base."""
        revision = self._remarks.revision(turn, "ins")
        paragraph = self._shapes.add(self._body, block)
        mark_paragraph(paragraph[0], revision, self._runs.ids)
        threads = self._remarks.open(paragraph, (turn,))
        self._runs.words(paragraph, block.text, block.marks, revision)
        self._remarks.close(paragraph, threads)

    def _moved(self, put: Put) -> None:
        """A block of the base at the place it is moved to, with everybody's edits."""
        block, turn = self._plan.base.by_id[put.op.block], put.turns[0]
        self._remarks.same(put.turns[1:])
        if block.kind is BlockKind.TABLE:
            self._before_table()
            self._tables.write_moved(block, turn)
            return
        if block.kind in _FRAMES or self._is_note_below(block):
            return
        shown, _ = self._shape(block)
        revision = self._remarks.revision(turn, "ins")
        paragraph = self._shapes.add(self._body, shown)
        mark_paragraph(paragraph[0], revision, self._runs.ids)
        self._moved_words(paragraph, block, turn, revision)

    def _moved_words(self, paragraph: Element, block: Block, turn: Turn, revision: Revision) -> None:
        """The words of a moved block: as they are wished if only the mover has wishes, else all edits."""
        ops = self._plan.words.get(block.id, ())
        if all(other == turn for other, _ in ops):
            now = apply_words(block, [op for _, op in ops])
            self._runs.words(paragraph, now.text, now.marks, revision)
        else:
            self._words.moved(paragraph, block, self._plan.edits(block), revision)
