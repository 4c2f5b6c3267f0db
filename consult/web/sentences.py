"""A change told in plain sentences: Korvaa sanan ”vuosittain” sanoilla ”kolmeksi vuodeksi kerrallaan”."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from consult.text.block import Block, BlockKind
from consult.text.change import Change, ChangeKind, Op, OpKind
from consult.text.comparison import Entry, EntryKind
from consult.text.document import Document
from consult.text.runs import Run, display_runs
from consult.web.block_names import block_name, subject_name
from consult.web.hunks import Hunk, hunks_in
from consult.web.marked import sides_of
from consult.web.phrases import BECAME, PROPOSES, Tense, quoted

#: More separate changes than this in one place are told as one new wording.
MAX_PARTS = 3


def change_sentence(change: Change, base: Document) -> Markup:
    """What a proposed change does to its base."""
    return _one_line(_Telling(PROPOSES, base, base).change(change))


def entry_sentences(entry: Entry, old: Document, new: Document) -> list[Markup]:
    """What became of a block between two versions, one sentence for each thing."""
    return _Telling(BECAME, old, new).entry(entry)


def entry_sentence(entry: Entry, old: Document, new: Document) -> Markup:
    """The same in one line."""
    return _one_line(entry_sentences(entry, old, new))


def words_sentences(runs: Sequence[Run], tense: Tense = PROPOSES) -> list[Markup]:
    """The sentences for words that went and came; many are one new wording."""
    return hunk_sentences(hunks_in(display_runs(runs)), tense)


def hunk_sentences(hunks: Sequence[Hunk], tense: Tense) -> list[Markup]:
    """The sentences for these places alone."""
    if len(hunks) > MAX_PARTS:
        return [tense.say("rewrite")]
    return [_hunk_sentence(hunk, tense) for hunk in hunks]


def _one_line(sentences: Iterable[Markup]) -> Markup:
    return Markup(" ").join(sentences)


def _hunk_sentence(hunk: Hunk, tense: Tense) -> Markup:
    if not hunk.has_words:
        return tense.say("punctuation")
    removed, added = quoted(hunk.removed), quoted(hunk.added)
    if hunk.removed and hunk.added:
        return tense.say(
            f"replace_{hunk.size(hunk.removed)}_{hunk.size(hunk.added)}", removed=removed, added=added
        )
    if hunk.removed:
        kind = "sentence" if hunk.is_sentence else hunk.size(hunk.removed)
        return tense.say(f"remove_{kind}", removed=removed)
    if hunk.is_sentence:
        return tense.say("add_sentence", added=added)
    place = f"after_{hunk.size(hunk.before)}" if hunk.before else "first"
    return tense.say(f"add_{hunk.size(hunk.added)}_{place}", added=added, before=quoted(hunk.before))


class _Telling:
    """Sentences about blocks that are named as they stand before or after."""

    def __init__(self, tense: Tense, old: Document, new: Document) -> None:
        self._tense = tense
        self._old = old
        self._new = new

    def change(self, change: Change) -> list[Markup]:
        """One decision's worth of sentences."""
        if change.kind is ChangeKind.WORDS:
            _, _, runs = sides_of(change, self._old)
            told = words_sentences(runs, self._tense)
            return told or self._marks(change.place.block)
        if change.kind is ChangeKind.MARKS:
            return self._marks(change.place.block)
        if change.kind in (ChangeKind.SPLIT, ChangeKind.JOIN):
            return self._reshape(change.kind.value, [op.block for op in change.ops])
        return [self._op(op) for op in _outermost(change.ops)]

    def entry(self, entry: Entry) -> list[Markup]:
        """Everything that happened to one block."""
        told = self._entry_kind(entry)
        if entry.runs and entry.kind in (EntryKind.CHANGED, EntryKind.MOVED, EntryKind.KIND):
            told += words_sentences(entry.runs, self._tense)
        if not told and entry.is_change:
            told = self._marks(entry.new[0].id)
        return told

    def _entry_kind(self, entry: Entry) -> list[Markup]:
        if entry.kind is EntryKind.REMOVED:
            return [self._say_block("remove_block", self._old, entry.old[0].id)]
        if entry.kind is EntryKind.ADDED:
            return [self._added(entry.new[0], self._before(entry.new[0].id))]
        if entry.kind in (EntryKind.SPLIT, EntryKind.JOINED):
            kind = "split" if entry.kind is EntryKind.SPLIT else "join"
            return self._reshape(kind, [block.id for block in entry.old])
        told = []
        if entry.moved or entry.kind is EntryKind.MOVED:
            told.append(self._moved(entry.old[0].id, self._before(entry.new[0].id)))
        if entry.kind is EntryKind.KIND:
            told.append(self._kind(entry.new[0]))
        return told

    def _op(self, op: Op) -> Markup:
        if op.kind is OpKind.DELETE:
            return self._say_block("remove_block", self._old, op.block)
        if op.kind is OpKind.MOVE:
            return self._moved(op.block, op.after)
        if op.kind is OpKind.ADD and op.new_block is not None:
            return self._added(op.new_block, op.after)
        return self._kind(op.new_block or self._old.by_id[op.block])

    def _added(self, block: Block, after: str | None) -> Markup:
        kind = "add_heading" if block.kind is BlockKind.HEADING else "add_block"
        if after is None:
            return self._tense.say(f"{kind}_first")
        return self._tense.say(kind, block=block_name(self._new, after))

    def _moved(self, block_id: str, after: str | None) -> Markup:
        if after is None:
            return self._say_block("move_first", self._old, block_id)
        return self._say_block("move", self._old, block_id, after=block_name(self._new, after))

    def _kind(self, block: Block) -> Markup:
        return self._say_block(f"kind_{block.kind.value}", self._old, block.id)

    def _reshape(self, kind: str, block_ids: Iterable[str]) -> list[Markup]:
        known = [one for one in dict.fromkeys(block_ids) if one in self._old.by_id]
        first = known[0] if known else ""
        if kind == "join" and len(known) > 1:
            return [self._say_block("join", self._old, first, other=block_name(self._old, known[-1]))]
        return [self._say_block("split" if kind == "split" else "join_next", self._old, first)]

    def _marks(self, block_id: str) -> list[Markup]:
        return [self._say_block("marks", self._known(block_id), block_id)]

    def _say_block(self, kind: str, document: Document, block_id: str, **words: str) -> Markup:
        """A sentence that names a block: as what it begins with or as what something is done to."""
        subject, block = subject_name(document, block_id), block_name(document, block_id)
        return self._tense.say(kind, subject=subject, block=block, **words)

    def _known(self, block_id: str) -> Document:
        """The text in which a block can be named: the old one, as the reader knows it, when it is there."""
        return self._old if block_id in self._old.by_id else self._new

    def _before(self, block_id: str) -> str | None:
        """The numbered block or heading before a block of the new text, on the same level of the page."""
        parent = self._new.by_id[block_id].parent
        before: str | None = None
        for block in self._new.blocks:
            if block.id == block_id:
                return before
            before = block.id if block.parent == parent else before
        return before


def _outermost(ops: Sequence[Op]) -> list[Op]:
    """Rows and cells go and come with their table; only the table is told."""
    told = {op.block for op in ops} | {op.new_block.id for op in ops if op.new_block}
    return [
        op for op in ops if op.new_block is None or op.new_block.parent not in told or op.kind is OpKind.KIND
    ]
