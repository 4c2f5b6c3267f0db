"""What stands in the margin of a version: how many comments and proposals belong to each block."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from consult.reports.chapters import Outline
from consult.reports.contributions import Noun
from consult.reports.tallies import Tally


@dataclass
class Notes:
    """How many comments and proposals one block on the page has; `first` is the proposal that came first."""

    comments: int = 0
    proposals: int = 0
    first: int = 0
    _first_at: tuple[datetime, int] | None = field(default=None, repr=False)

    @property
    def count(self) -> int:
        """How many there are of both."""
        return self.comments + self.proposals

    def add(self, tally: Tally) -> None:
        """Take in what was said on one block; a table takes in what was said on its cells."""
        if tally.noun is Noun.COMMENT:
            self.comments += tally.count
            return
        self.proposals += tally.count
        arrived = (tally.first_at, tally.first)
        if self._first_at is None or arrived < self._first_at:
            self.first, self._first_at = tally.first, arrived


@dataclass(frozen=True)
class Marginalia:
    """The notes of a whole version, and how many belong to blocks that are no longer there."""

    blocks: Mapping[str, Notes]
    homeless: int

    def on(self, block_id: str) -> Notes:
        """The notes on one block; empty where there are none."""
        return self.blocks.get(block_id) or Notes()

    def count(self, outline: Outline) -> dict[str, int]:
        """How many notes each chapter that has any has, by its id, in reading order."""
        counts: Counter[str] = Counter()
        for block_id, notes in self.blocks.items():
            if block_id in outline.chapter_of:
                counts[outline.chapter_of[block_id]] += notes.count
        return {chapter.id: counts[chapter.id] for chapter in outline.chapters if counts[chapter.id]}


def gather(tallies: Iterable[Tally], outline: Outline) -> Marginalia:
    """Counts by block on the page; what was said before everything belongs to the first block."""
    blocks: dict[str, Notes] = {}
    homeless = 0
    for tally in tallies:
        home = outline.homes.get(tally.block_id or outline.first)
        if home is None:
            homeless += tally.count
        else:
            blocks.setdefault(home, Notes()).add(tally)
    return Marginalia(blocks, homeless)
