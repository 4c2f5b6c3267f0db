"""What a change does, as data from which a sentence in any language is built."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from consult.text.block import Block
from consult.text.change import Change, ChangeKind, Op, OpKind
from consult.text.comparison import Entry, EntryKind
from consult.text.document import Document
from consult.text.runs import Run, RunKind, display_runs

_AROUND = 3
_REWRITTEN = 0.75
_FEWEST_REWRITTEN = 5


class PartKind(StrEnum):
    """What is done."""

    REPLACE = "replace"
    REMOVE = "remove"
    ADD = "add"
    ADD_BLOCK = "add_block"
    REMOVE_BLOCK = "remove_block"
    MOVE = "move"
    SPLIT = "split"
    JOIN = "join"
    MARK = "mark"
    KIND = "kind"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing done: the words that go and come, and up to three words before and after the place.

    `block` is the block it is done to, `after` the one it is put behind.
    """

    kind: PartKind
    block: str
    removed: str = ""
    added: str = ""
    before: str = ""
    behind: str = ""
    after: str | None = None


def describe(subject: Change | Entry, base: Document | None = None) -> tuple[Part, ...]:
    """What a change or an entry of a comparison does; with `base` a change knows the words around it.

    >>> [part.kind.value for part in describe(Change(0, (Op(OpKind.DELETE, "b1"),), Place("b1", 0, 0)))]
    ['remove_block']
    """
    if isinstance(subject, Entry):
        return tuple(_entry_parts(subject))
    return tuple(_change_parts(subject, base))


def _change_parts(change: Change, base: Document | None) -> Iterator[Part]:
    whole = {ChangeKind.SPLIT: PartKind.SPLIT, ChangeKind.JOIN: PartKind.JOIN}.get(change.kind)
    if whole is not None:
        words = [op.new_block.text if op.new_block else op.removed for op in change.ops if not op.is_words]
        yield Part(whole, change.place.block, added="\n".join(words))
        return
    for op in change.ops:
        if not (op.new_block and op.new_block.parent and _is_inner(op, change)):
            yield _op_part(op, base)


def _is_inner(op: Op, change: Change) -> bool:
    """Whether the block comes inside another one that the change adds."""
    return any(other.block == op.new_block.parent for other in change.ops if op.new_block)


def _op_part(op: Op, base: Document | None) -> Part:
    block = base.by_id.get(op.block) if base is not None else None
    if op.kind is OpKind.ADD:
        return Part(
            PartKind.ADD_BLOCK, op.block, added=op.new_block.text if op.new_block else "", after=op.after
        )
    if op.kind is OpKind.DELETE:
        return Part(PartKind.REMOVE_BLOCK, op.block, removed=op.removed)
    if op.kind is OpKind.MOVE:
        return Part(PartKind.MOVE, op.block, removed=block.text if block else "", after=op.after)
    if op.kind is OpKind.KIND:
        new = op.new_block.kind.value if op.new_block else ""
        return Part(PartKind.KIND, op.block, block.kind.value if block else "", new)
    before, behind = _around(block, op.start, op.end)
    kind = PartKind.MARK if op.kind is OpKind.MARK else _words_kind(op.removed, op.inserted.text)
    return Part(kind, op.block, op.removed.strip(), op.inserted.text.strip(), before, behind)


def _words_kind(removed: str, added: str) -> PartKind:
    if removed.strip() and added.strip():
        return PartKind.REPLACE
    return PartKind.REMOVE if removed.strip() else PartKind.ADD


def _around(block: Block | None, start: int, end: int) -> tuple[str, str]:
    if block is None:
        return "", ""
    return _last_words(block.text[:start]), _first_words(block.text[end:])


def _last_words(text: str) -> str:
    return " ".join(text.split()[-_AROUND:])


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_AROUND])


def _entry_parts(entry: Entry) -> Iterator[Part]:
    block = (entry.new or entry.old)[0].id
    if entry.kind is EntryKind.ADDED:
        yield Part(PartKind.ADD_BLOCK, block, added=entry.new[0].text)
    elif entry.kind is EntryKind.REMOVED:
        yield Part(PartKind.REMOVE_BLOCK, block, removed=entry.old[0].text)
    elif entry.kind in (EntryKind.SPLIT, EntryKind.JOINED):
        kind = PartKind.SPLIT if entry.kind is EntryKind.SPLIT else PartKind.JOIN
        yield Part(
            kind, block, "\n".join(old.text for old in entry.old), "\n".join(new.text for new in entry.new)
        )
    elif entry.kind is EntryKind.KIND:
        yield Part(PartKind.KIND, block, entry.old[0].kind.value, entry.new[0].kind.value)
    elif entry.kind is EntryKind.CHANGED:
        yield from _changed_parts(entry, block)
    if entry.moved:
        yield Part(PartKind.MOVE, block, removed=entry.old[0].text)


def _changed_parts(entry: Entry, block: str) -> Iterator[Part]:
    old, new = entry.old[0], entry.new[0]
    if old.text == new.text:
        yield Part(PartKind.MARK, block, old.text, new.text)
        return
    runs = display_runs(entry.runs)
    kept = sum(len(run.text.split()) for run in runs if run.kind is RunKind.EQUAL)
    all_words = max(len(old.text.split()), len(new.text.split()))
    if all_words >= _FEWEST_REWRITTEN and kept < (1 - _REWRITTEN) * all_words:
        yield Part(PartKind.REWRITE, block, old.text, new.text)
        return
    yield from _run_parts(runs, block)


def _run_parts(runs: tuple[Run, ...], block: str) -> Iterator[Part]:
    removed = added = before = ""
    for run in (*runs, Run(RunKind.EQUAL, "", 0, 0)):
        if run.kind is RunKind.REMOVED:
            removed = run.text
        elif run.kind is RunKind.ADDED:
            added = run.text
        else:
            if removed or added:
                kind = _words_kind(removed, added)
                yield Part(kind, block, removed.strip(), added.strip(), before, _first_words(run.text))
            removed = added = ""
            before = _last_words(run.text)
