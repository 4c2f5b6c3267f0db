"""One change of a block in plain sentences, with the decisions it came from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from consult import text
from consult.reports.sources import Source, Sources
from consult.reports.texts import Spans
from consult.web.hunks import Hunk, hunks_in
from consult.web.phrases import BECAME
from consult.web.sentences import entry_sentences, hunk_sentences

WORD_KINDS = frozenset({text.EntryKind.CHANGED})


@dataclass(frozen=True)
class Line:
    """What happened, and by which decisions; none when the office brought in a whole new text."""

    sentences: tuple[Markup, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Teller:
    """Tells the entries of one comparison. `is_next`: the new version directly follows the old one."""

    old: text.Document
    new: text.Document
    origins: Mapping[str, Spans]
    sources: Sources
    is_next: bool

    def lines(self, entry: text.Entry) -> tuple[Line, ...]:
        """Changed words by decision; everything else in one line."""
        if entry.kind in WORD_KINDS and not entry.moved and entry.runs:
            return tuple(self._worded(entry))
        told = tuple(entry_sentences(entry, self.old, self.new))
        return (Line(told, tuple(self._of_blocks(entry))),)

    def _worded(self, entry: text.Entry) -> Iterable[Line]:
        hunks = hunks_in(text.display_runs(entry.runs))
        if not hunks:
            yield Line(tuple(entry_sentences(entry, self.old, self.new)), tuple(self._of_blocks(entry)))
        group: list[Hunk] = []
        current: list[Source] = []
        for hunk in hunks:
            sources = self._of_hunk(entry, hunk)
            if group and sources != current:
                yield _line(group, current)
                group = []
            group.append(hunk)
            current = sources
        if group:
            yield _line(group, current)

    def _of_hunk(self, entry: text.Entry, hunk: Hunk) -> list[Source]:
        """By the origin of what came; for words that only went, by the sentence that was decided on."""
        block = entry.new[0]
        came = self.sources.named(
            source
            for start, end, source in self.origins.get(block.id, ())
            if source and start < hunk.new_end and hunk.new_start < end
        )
        return came or [
            source
            for source in self._of_blocks(entry)
            if not self.is_next or source.covers(hunk.old_start, hunk.old_end)
        ]

    def _of_blocks(self, entry: text.Entry) -> list[Source]:
        named = [
            source
            for block in entry.new
            for _, _, source in self.origins.get(block.id, ())
            if entry.kind is not text.EntryKind.MOVED and source
        ]
        return self.sources.named(named) or self.sources.about(block.id for block in entry.old)


def _line(hunks: Sequence[Hunk], sources: Sequence[Source]) -> Line:
    return Line(tuple(hunk_sentences(hunks, BECAME)), tuple(sources))
