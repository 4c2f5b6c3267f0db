"""What stands in the margin of a redline: reasons, decisions, and wishes that no tracked change can show."""

from collections.abc import Iterable, Sequence

from consult.docx.annotations import Annotations, Thread
from consult.docx.layout import Layout
from consult.docx.markup import Element
from consult.docx.offered import OfferedComment, OfferedProposal, Said
from consult.docx.redline_words import Edit, Turn
from consult.docx.revision import Revision
from consult.text.block import BlockKind
from consult.text.document import Document


class Remarks:
    """Knows what has been said already: each proposal tells its reason once, at its first change."""

    def __init__(
        self, annotations: Annotations, proposals: Sequence[OfferedProposal], layout: Layout
    ) -> None:
        self._annotations, self._proposals, self._layout = annotations, proposals, layout
        self._told: set[Turn] = set()
        self._waiting: list[list[Said]] = []

    def revision(self, turn: Turn, kind: str, inside: Revision | None = None) -> Revision:
        """A tracked change of a proposal."""
        proposal = self._proposals[turn]
        return Revision(kind, proposal.author, proposal.at, inside)

    def open(self, paragraph: Element, turns: Iterable[Turn], row: Revision | None = None) -> list[Thread]:
        """Begin the threads of proposals whose change begins here, perhaps in a row that comes or goes."""
        waiting, self._waiting = self._waiting, []
        threads = [*waiting, *filter(None, (self._thread(turn) for turn in turns))]
        return [self._annotations.open(paragraph, thread, row) for thread in threads]

    def close(self, paragraph: Element, threads: Iterable[Thread]) -> None:
        """End threads here."""
        for thread in threads:
            self._annotations.close(paragraph, thread)

    def open_edit(self, paragraph: Element, edit: Edit) -> list[Thread]:
        """Begin the threads of everybody who has a part in an edit of words."""
        return self.open(paragraph, self._parts(edit))

    def keep_edit(self, edit: Edit) -> None:
        """The same where no thread can begin: they wait for the next place that has one."""
        for turn in self._parts(edit):
            self.say(turn, "")

    def _parts(self, edit: Edit) -> Iterable[Turn]:
        """Those whose wish is seen as theirs; the others have to say it."""
        for turn in sorted(edit.removers):
            if turn != edit.turn:
                self.say(turn, self._layout.label("removal" if edit.alternatives else "same"))
        for alternative in edit.alternatives:
            self.same(alternative.turns[1:])
        return dict.fromkeys([edit.turn, *(each.turns[0] for each in edit.alternatives)])

    def say(self, turn: Turn, statement: str) -> None:
        """What a proposal wishes and the marks do not show, at the next place where a thread can begin."""
        thread = self._thread(turn, statement)
        if thread is not None:
            self._waiting.append(thread)

    def same(self, turns: Iterable[Turn]) -> None:
        """Others who wish what is shown as somebody's."""
        for turn in turns:
            self.say(turn, self._layout.label("same"))

    def cannot_show(self, turn: Turn, kind: BlockKind) -> None:
        """A wish for another kind of block that no tracked change can show beside the others."""
        self.say(turn, f"{self._layout.label('instead')}: {self._layout.label(kind.value)}")

    def _thread(self, turn: Turn, statement: str = "") -> list[Said] | None:
        proposal = self._proposals[turn]
        is_first = turn not in self._told
        self._told.add(turn)
        said = [statement]
        if is_first and (proposal.rationale or proposal.replies):
            said.append(": ".join(filter(None, (proposal.label, proposal.rationale))))
        text = "\n".join(filter(None, said))
        if not text:
            return None
        replies = proposal.replies if is_first else ()
        return [Said(proposal.author, proposal.at, text), *replies]


class Readers:
    """Comments of readers by the block they hang on; what has no block stands at the beginning."""

    def __init__(
        self, annotations: Annotations, document: Document, comments: Iterable[OfferedComment]
    ) -> None:
        self._annotations = annotations
        first = next((block.id for block in document.blocks if block.text), "")
        self._comments: dict[str, list[OfferedComment]] = {}
        self._open: dict[int, list[Thread]] = {}
        for comment in comments:
            block = document.by_id.get(comment.block)
            home = (
                comment.block
                if block is not None and block.text
                else self._near(document, comment.block, first)
            )
            self._comments.setdefault(home, []).append(comment)

    @staticmethod
    def _near(document: Document, block_id: str, first: str) -> str:
        """The first words inside a table or row, else the beginning."""
        inside = {block_id}
        for block in document.blocks:
            if block.parent in inside:
                inside.add(block.id)
                if block.text:
                    return block.id
        return first

    def comment(self, block_id: str) -> bool:
        """Whether any reader comments a block."""
        return block_id in self._comments

    def borders(self, block_id: str, length: int) -> set[int]:
        """Where the words of a block are cut by the ends of comments."""
        spans = (self._span(comment, block_id, length) for comment in self._comments.get(block_id, ()))
        return {border for span in spans for border in span}

    def begin(
        self, paragraph: Element, block_id: str, length: int, place: int, row: Revision | None = None
    ) -> None:
        """Begin the comments whose words begin here, perhaps in a row that comes or goes."""
        for comment in self._comments.get(block_id, ()):
            start, end = self._span(comment, block_id, length)
            if start == place:
                thread = self._annotations.open(paragraph, (comment.said, *comment.replies), row)
                self._open.setdefault(end, []).append(thread)

    def end(self, paragraph: Element, place: int) -> None:
        """End the comments whose words end here."""
        for thread in self._open.pop(place, ()):
            self._annotations.close(paragraph, thread)

    @staticmethod
    def _span(comment: OfferedComment, block_id: str, length: int) -> tuple[int, int]:
        """Its characters as far as they are in the block; without any, the whole block."""
        start, end = max(comment.start, 0), min(comment.end, length)
        return (start, end) if comment.block == block_id and start < end else (0, length)
