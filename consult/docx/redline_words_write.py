"""Writes the words of a block with everybody's edits in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.docx.annotations import Thread
from consult.docx.markup import Element
from consult.docx.redline_remarks import Readers, Remarks
from consult.docx.redline_words import Edit
from consult.docx.revision import Revision
from consult.docx.runs import Runs
from consult.text.block import Block
from consult.text.marks import cut


class WordsWriter:
    """Writes into one paragraph after another; inside notes there are no comments."""

    def __init__(
        self, runs: Runs, remarks: Remarks, readers: Readers | None, *, is_note: bool = False
    ) -> None:
        self._runs, self._remarks, self._readers, self._is_note = runs, remarks, readers, is_note

    def write(
        self, paragraph: Element, block: Block, edits: Sequence[Edit], around: Revision | None = None
    ) -> None:
        """The block's words; `around` is the insertion in which all of them stand, if any."""
        if not edits and not self._is_cut(block):
            self._words(paragraph, block, 0, len(block.text), around)
            return
        at = 0
        self._begin(paragraph, block, 0)
        for edit in edits:
            self._stretch(paragraph, block, at, edit.start, around)
            self._edit(paragraph, block, edit, around)
            at = edit.end
        self._stretch(paragraph, block, at, len(block.text), around)

    def moved(self, paragraph: Element, block: Block, edits: Sequence[Edit], revision: Revision) -> None:
        """The block's words at the place it is moved to; comments of readers stay where it was."""
        WordsWriter(self._runs, self._remarks, None).write(paragraph, block, edits, revision)

    def deleted(
        self, paragraph: Element, block: Block, revision: Revision, *, row: Revision | None = None
    ) -> None:
        """The block's words, all of them deleted; `row` is the deletion of the row that they stand in."""
        self._begin(paragraph, block, 0, row)
        self._stretch(paragraph, block, 0, len(block.text), revision, row=row)

    def _is_cut(self, block: Block) -> bool:
        """Whether comments of readers begin and end in the block."""
        return self._readers is not None and self._readers.comment(block.id)

    def _begin(self, paragraph: Element, block: Block, place: int, row: Revision | None = None) -> None:
        if self._readers is not None:
            self._readers.begin(paragraph, block.id, len(block.text), place, row)

    def _stretch(
        self,
        paragraph: Element,
        block: Block,
        start: int,
        end: int,
        revision: Revision | None,
        *,
        row: Revision | None = None,
    ) -> None:
        """The characters [start, end), cut where comments of readers begin and end."""
        if self._readers is None or not self._readers.comment(block.id):
            self._words(paragraph, block, start, end, revision)
            return
        borders = self._readers.borders(block.id, len(block.text))
        at = start
        for border in sorted({border for border in borders if start < border < end} | {end}):
            self._words(paragraph, block, at, border, revision)
            if border > at:
                self._readers.end(paragraph, border)
                self._begin(paragraph, block, border, row)
            at = border

    def _words(
        self, paragraph: Element, block: Block, start: int, end: int, revision: Revision | None
    ) -> None:
        if start >= end:
            return
        if not block.marks:
            self._runs.words(paragraph, block.text[start:end], (), revision)
            return
        words = cut(block.text, block.marks, start, end)
        self._runs.words(paragraph, words.text, words.marks, revision)

    def _edit(self, paragraph: Element, block: Block, edit: Edit, around: Revision | None) -> None:
        threads = self._open(paragraph, edit)
        if edit.is_mark and around is None and self._is_plain(block, edit):
            old = cut(block.text, block.marks, edit.start, edit.end)
            new = edit.alternatives[0].fragment
            self._runs.other_looks(paragraph, old, new, self._remarks.revision(edit.turn, "ins"))
        else:
            removal = self._remarks.revision(edit.turn, "del", around)
            self._stretch(paragraph, block, edit.start, edit.end, removal)
            for alternative in edit.alternatives:
                insertion = self._remarks.revision(alternative.turns[0], "ins")
                words = alternative.fragment
                self._runs.words(paragraph, words.text, words.marks, insertion)
        self._remarks.close(paragraph, threads)

    def _open(self, paragraph: Element, edit: Edit) -> list[Thread]:
        """Threads about an edit; there are none inside notes."""
        if not self._is_note:
            return self._remarks.open_edit(paragraph, edit)
        self._remarks.keep_edit(edit)
        return []

    def _is_plain(self, block: Block, edit: Edit) -> bool:
        """Whether only looks differ and no comment of a reader cuts the words."""
        borders = set() if self._readers is None else self._readers.borders(block.id, len(block.text))
        if any(edit.start < border <= edit.end for border in borders):
            return False
        old = cut(block.text, block.marks, edit.start, edit.end)
        return self._runs.same_but_looks(old, edit.alternatives[0].fragment)


@dataclass(frozen=True, slots=True)
class Pens:
    """What writes runs, the words of blocks, and the margin."""

    runs: Runs
    words: WordsWriter
    remarks: Remarks
