"""What a comparison of two documents says."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from consult.text.block import Block
from consult.text.runs import Run


class EntryKind(StrEnum):
    """What became of a block."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"
    KIND = "kind"


class Entry(NamedTuple):
    """Old blocks and the new blocks they became, with the word runs where the words changed.

    The runs of a split or join go over the texts of its blocks joined by a line feed. `moved` says
    that the block also stands elsewhere than before.
    """

    kind: EntryKind
    old: tuple[Block, ...]
    new: tuple[Block, ...]
    runs: tuple[Run, ...] = ()
    moved: bool = False

    @property
    def is_change(self) -> bool:
        """Whether anything differs."""
        return self.kind is not EntryKind.SAME


@dataclass(frozen=True)
class Comparison:
    """Two documents side by side, in reading order of the new one, removed blocks where they stood."""

    entries: tuple[Entry, ...]

    @cached_property
    def changes(self) -> tuple[Entry, ...]:
        """The entries in which anything differs."""
        return tuple(entry for entry in self.entries if entry.is_change)

    @cached_property
    def by_old(self) -> dict[str, Entry]:
        """Entries by the ids of their old blocks."""
        return {block.id: entry for entry in self.entries for block in entry.old}

    @cached_property
    def by_new(self) -> dict[str, Entry]:
        """Entries by the ids of their new blocks."""
        return {block.id: entry for entry in self.entries for block in entry.new}
