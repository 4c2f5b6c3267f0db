"""What stands in the margin of a version: comments and proposals by the block they belong to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from consult.reports.chapters import Outline
from consult.reports.contributions import Entry, Noun


@dataclass
class Notes:
    """Everything on one block, in order of arrival."""

    comments: list[Entry] = field(default_factory=list)
    proposals: list[Entry] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there are of both."""
        return len(self.comments) + len(self.proposals)


@dataclass(frozen=True)
class Marginalia:
    """The notes of a whole version."""

    blocks: Mapping[str, Notes]
    homeless: tuple[Entry, ...]
    own: tuple[Entry, ...]

    def on(self, block_id: str) -> Notes:
        """The notes on one block; empty where there are none."""
        return self.blocks.get(block_id) or Notes()

    def count(self, outline: Outline) -> dict[str, int]:
        """How many notes each chapter has, by its id."""
        counts: dict[str, int] = {}
        for block_id, notes in self.blocks.items():
            chapter = outline.chapter_of.get(block_id)
            if chapter is not None:
                counts[chapter] = counts.get(chapter, 0) + notes.count
        return counts


def gather(entries: Iterable[Entry], outline: Outline) -> Marginalia:
    """Entries by block; one whose block is no longer there is homeless, one before everything is first."""
    blocks: dict[str, Notes] = {}
    homeless: list[Entry] = []
    own: list[Entry] = []
    for entry in entries:
        if entry.is_own:
            own.append(entry)
        home = outline.homes.get(entry.block_id or outline.first)
        if home is None:
            homeless.append(entry)
            continue
        notes = blocks.setdefault(home, Notes())
        (notes.proposals if entry.noun is Noun.PROPOSAL else notes.comments).append(entry)
    return Marginalia(blocks, tuple(homeless), tuple(own))
