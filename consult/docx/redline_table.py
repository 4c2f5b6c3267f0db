"""Writes tables with everybody's changes: rows come and go, other columns are another table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consult.docx.markup import Element, add_paragraph
from consult.docx.redline_plan import Plan, Put
from consult.docx.redline_rebuilt import Wishes, is_rebuilt, rebuild
from consult.docx.redline_words import Turn
from consult.docx.redline_words_write import Pens
from consult.docx.revision import Revision, mark_paragraph
from consult.docx.table_grid import Placed, place_cells
from consult.docx.table_write import start_cell, start_row, start_table
from consult.text.block import Block, BlockKind
from consult.text.change import OpKind
from consult.text.lineage import Tree


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown; `revision` says that it comes or goes, `turns` whose wish that is."""

    row: Block
    cells: tuple[Block, ...]
    revision: Revision | None = None
    turns: tuple[Turn, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the row stands here only if somebody's wish comes true."""
        return self.revision is not None and self.revision.kind == "ins"


class TableWriter:
    """Writes one table after another; behind each stands a small gap."""

    def __init__(self, body: Element, plan: Plan, pens: Pens) -> None:
        self._body, self._plan = body, plan
        self._runs, self._words, self._remarks = pens.runs, pens.words, pens.remarks

    def write(self, table: Block) -> None:
        """A table of the base where it stands, and behind it what others would make of it."""
        gone = self._plan.is_gone(table.id)
        wishes = self._plan.inside_wishes(table.id)
        if gone is None and not is_rebuilt(self._plan, table, wishes):
            self._lines(table, list(self._shown(table)))
            return
        turn = min(turn for turn, _ in wishes) if gone is None else gone
        removers = set(self._plan.deleted.get(table.id, ()))
        whole = self._all(table, self._plan.tree, "del", (turn,))
        self._lines(table, [self._said(line, removers) for line in whole] if removers else list(whole))
        if gone is not None:
            self._remarks.same(sorted(removers - {turn}))
        if table.id in self._plan.moved:
            return
        for turns, now in rebuild(self._plan, table, self._instead(wishes, removers)):
            self._lines(table, list(self._all(table, now, "ins", turns)))

    def _said(self, line: Line, removers: set[Turn]) -> Line:
        """A row of a table that goes, with those who want no more than that the row goes."""
        others = sorted(set(self._plan.deleted.get(line.row.id, ())) - removers)
        return replace(line, turns=(*line.turns, *others))

    def _instead(self, wishes: Wishes, removers: set[Turn]) -> Wishes:
        """The wishes about what is in a table of those who neither remove it nor only parts of it."""
        makers = {turn for turn, op in wishes if not removers or op.kind is not OpKind.DELETE} - removers
        return [each for each in wishes if each[0] in makers]

    def write_moved(self, table: Block, turn: Turn) -> None:
        """A table at the place that it is moved to, as it would be if all came true."""
        wishes = self._plan.inside_wishes(table.id)
        versions = list(rebuild(self._plan, table, wishes)) or [((turn,), self._plan.tree)]
        for turns, now in versions:
            everybody = tuple(dict.fromkeys((turn, *turns)))
            self._lines(table, list(self._all(table, now, "ins", everybody)))

    def write_new(self, table: Block, turns: Sequence[Turn]) -> None:
        """A table that is new to the base."""
        puts = self._plan.puts
        rows = [put.op.new_block for put in puts.get((table.id, None), ()) if put.op.new_block]
        cells = {row.id: [put.op.new_block for put in puts.get((row.id, None), ())] for row in rows}
        grown: Tree = {table.id: rows, **{id_: [cell for cell in row if cell] for id_, row in cells.items()}}
        self._lines(table, list(self._all(table, grown, "ins", tuple(turns))))

    def _all(self, table: Block, grown: Tree, kind: str, turns: tuple[Turn, ...]) -> Iterator[Line]:
        """Every row, all of them coming or going; who else wishes it is said at the first one."""
        revision = self._remarks.revision(turns[0], kind)
        for number, row in enumerate(grown.get(table.id, ())):
            yield Line(row, tuple(grown.get(row.id, ())), revision, turns[:1] if number else turns)

    def _shown(self, table: Block) -> Iterator[Line]:
        """The rows of the base and those that come, each where it belongs."""
        yield from self._put(table.id, None)
        for row in self._plan.tree.get(table.id, ()):
            cells = tuple(self._plan.tree.get(row.id, ()))
            gone = self._plan.is_gone(row.id)
            if gone is None:
                yield Line(row, cells)
            else:
                turns = (gone, *sorted(set(self._plan.deleted.get(row.id, ())) - {gone}))
                yield Line(row, cells, self._remarks.revision(gone, "del"), turns)
            yield from self._put(table.id, row.id)

    def _put(self, table_id: str, after: str | None) -> Iterator[Line]:
        for put in self._plan.puts.get((table_id, after), ()):
            row = self._plan.base.by_id[put.op.block] if put.op.kind is OpKind.MOVE else put.op.new_block
            if row is not None:
                revision = self._remarks.revision(put.turns[0], "ins")
                yield Line(row, self._cells(put, row), revision, tuple(put.turns))

    def _cells(self, put: Put, row: Block) -> tuple[Block, ...]:
        """The cells of a row that comes; those of a moved one as all wish them."""
        if put.op.kind is OpKind.MOVE:
            return tuple(self._plan.reworded(cell) for cell in self._plan.tree.get(row.id, ()))
        found = (each.op.new_block for each in self._plan.puts.get((row.id, None), ()))
        return tuple(cell for cell in found if cell is not None)

    def _lines(self, table: Block, lines: Sequence[Line]) -> None:
        """A table of these rows and the gap behind it, which comes with a table that comes."""
        if not lines:
            return
        placed = place_cells([line.cells for line in lines])
        element, widths = start_table(self._body, placed, has_header=lines[0].row.level > 0)
        for number, (line, cells) in enumerate(zip(lines, placed, strict=True)):
            self._line(element, line, cells, widths, () if number else (table,))
        gap = add_paragraph(self._body, "ConsultGap")
        revision = lines[0].revision
        if revision is not None and revision.kind == "ins" and all(line.is_new for line in lines):
            mark_paragraph(gap[0], revision, self._runs.ids)

    def _line(
        self,
        element: Element,
        line: Line,
        cells: Sequence[Placed],
        widths: list[int],
        around: tuple[Block, ...],
    ) -> None:
        is_header = line.row.level > 0
        row = start_row(element, self._runs, line.revision, is_header=is_header)
        for turn, style in self._plan.kinds.get(line.row.id, ()):
            if style.level != line.row.level:
                self._remarks.cannot_show(turn, BlockKind.ROW)
        for number, cell in enumerate(cells):
            paragraph = start_cell(row, cell, widths, is_header=is_header)
            self._remarks.same(line.turns[1:] if number == 0 else ())
            threads = self._remarks.open(paragraph, line.turns[:1] if number == 0 else (), line.revision)
            named = (*around, line.row) if number == 0 else ()
            self._cell(paragraph, cell, line, named)
            self._remarks.close(paragraph, threads)

    def _cell(self, paragraph: Element, cell: Placed, line: Line, around: tuple[Block, ...]) -> None:
        """The words of one cell; only what stands here in the base has its bookmarks."""
        block = cell.block
        if line.is_new:
            text = block.text if cell.is_first else ""
            self._runs.words(paragraph, text, block.marks, line.revision)
            return
        named = (*around, block) if cell.is_first and block.id else around
        opened = self._runs.open_bookmarks(paragraph, named)
        if cell.is_first and line.revision is not None:
            self._words.deleted(paragraph, block, line.revision, row=line.revision)
        elif cell.is_first:
            self._words.write(paragraph, block, self._plan.edits(block))
        self._runs.close_bookmarks(paragraph, opened)
