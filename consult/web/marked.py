"""A change as runs of kept, removed and added words, with the document's own marks, for `ui.marked`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from consult.text.block import Block, Fragment
from consult.text.change import Change, ChangeKind, Op, OpKind
from consult.text.comparison import Entry
from consult.text.content import apply_words
from consult.text.document import Document
from consult.text.hunk import Hunk
from consult.text.marks import cut, join
from consult.text.runs import Run, RunKind, compare_words, display_runs, runs_of
from consult.text.sentences import sentences
from consult.web.prose import prose_between

LINE = "\n"
KEPT_LINE = Markup("<br>")
#: How the end of a block is shown; where it goes, the words go on in the same line.
EDGES = {RunKind.EQUAL: KEPT_LINE, RunKind.REMOVED: Markup("¶ "), RunKind.ADDED: Markup("¶<br>")}


@dataclass(frozen=True)
class MarkedRun:
    """Words of one kind, ready for the page; white space stays outside the document's marks."""

    kind: RunKind
    text: Markup


def marked_words(old: Fragment, new: Fragment, runs: Sequence[Run] | None = None) -> tuple[MarkedRun, ...]:
    """What stayed, went and came between two texts, cleaned for the eye."""
    if runs is None:
        runs = compare_words(old.text, new.text)
    return tuple(piece for run in display_runs(runs) for piece in _break_after(_run(run, old, new)))


def marked_change(change: Change, base: Document) -> tuple[MarkedRun, ...]:
    """The whole sentence that a change touches; for whole blocks the words they lose or bring."""
    old, new, runs = sides_of(change, base)
    return marked_words(old, new, runs)


def marked_entry(entry: Entry) -> tuple[MarkedRun, ...]:
    """The whole block, or the blocks of a split or a join, of a comparison."""
    return marked_words(in_one(entry.old), in_one(entry.new), entry.runs or None)


def sides_of(change: Change, base: Document) -> tuple[Fragment, Fragment, tuple[Run, ...]]:
    """The words before and after a change, with their marks, and what became of which."""
    block = base.by_id.get(change.place.block)
    words = [op for op in change.ops if op.is_words and block is not None and op.block == block.id]
    if block is not None and words and change.kind in (ChangeKind.WORDS, ChangeKind.MARKS):
        return _sentences(block, words, change.place.start, change.place.end)
    if change.kind in (ChangeKind.SPLIT, ChangeKind.JOIN):
        old, new = _reshaped(change, base)
    else:
        old, new = _blocks(change.ops, base)
    return old, new, compare_words(old.text, new.text)


def in_one(blocks: Iterable[Block]) -> Fragment:
    """The words of several blocks as one text, a line feed between them."""
    parts: list[Fragment] = []
    for block in blocks:
        parts += [Fragment(LINE)] if parts else []
        parts.append(Fragment(block.text, block.marks))
    return join(parts)


def _sentences(
    block: Block, ops: list[Op], start: int, end: int
) -> tuple[Fragment, Fragment, tuple[Run, ...]]:
    """The words that went and came are those of the operations, not guessed anew."""
    if start == end:
        start = _sentence_before(block.text, start)
    new = apply_words(block, ops)
    last = len(new.text) - (len(block.text) - end)
    before = cut(block.text, block.marks, start, end)
    after = cut(new.text, new.marks, start, last)
    return before, after, runs_of(before.text, after.text, _hunks(ops, start))


def _hunks(ops: Iterable[Op], start: int) -> Iterator[Hunk]:
    shift = -start
    for op in sorted(ops, key=lambda op: (op.start, op.end)):
        if op.kind is OpKind.REPLACE:
            new_start = op.start + shift
            shift += len(op.inserted.text) - (op.end - op.start)
            yield Hunk(op.start - start, op.end - start, new_start, new_start + len(op.inserted.text))


def _sentence_before(text: str, place: int) -> int:
    """A new sentence is shown with the one before it, so that the reader knows where it goes."""
    return max((first for first, last in sentences(text) if last <= place), default=place)


def _reshaped(change: Change, base: Document) -> tuple[Fragment, Fragment]:
    """A split or a join: the blocks that are touched, before and after."""
    touched = [block for block in base.blocks if block.id in {op.block for op in change.ops}]
    gone = {op.block for op in change.ops if op.kind is OpKind.DELETE}
    added = [op.new_block for op in change.ops if op.kind is OpKind.ADD and op.new_block is not None]
    kept = [
        apply_words(block, [op for op in change.ops if op.is_words and op.block == block.id])
        for block in touched
        if block.id not in gone
    ]
    return in_one(touched), in_one([*kept, *added])


def _blocks(ops: Iterable[Op], base: Document) -> tuple[Fragment, Fragment]:
    old: list[Block] = []
    new: list[Block] = []
    for op in ops:
        block = base.by_id.get(op.block)
        if op.kind is OpKind.ADD and op.new_block is not None:
            new.append(op.new_block)
        elif block is not None:
            old.append(block)
            new += [] if op.kind is OpKind.DELETE else [block]
    return in_one(block for block in old if block.text), in_one(block for block in new if block.text)


def _run(run: Run, old: Fragment, new: Fragment) -> MarkedRun:
    """Kept words carry the marks they have after the change."""
    side, start = (old, run.old_start) if run.kind is RunKind.REMOVED else (new, run.new_start)
    core = run.text.strip()
    first = start + run.text.find(core)
    before, after = run.text[: first - start], run.text[first - start + len(core) :]
    words = prose_between(side.text, side.marks, first, first + len(core))
    return MarkedRun(run.kind, _edge(before, run.kind) + words + _edge(after, run.kind))


def _break_after(run: MarkedRun) -> Iterator[MarkedRun]:
    """The line breaks after the mark, so that the mark does not go on where the new block begins."""
    breaks = run.kind is not RunKind.EQUAL and run.text.endswith(KEPT_LINE)
    yield replace(run, text=run.text[: -len(KEPT_LINE)]) if breaks else run
    if breaks:
        yield MarkedRun(RunKind.EQUAL, KEPT_LINE)


def _edge(space: str, kind: RunKind) -> Markup:
    """White space around words; the end of a block is shown where it came or went."""
    if LINE not in space:
        return escape(space)
    return EDGES[kind]
