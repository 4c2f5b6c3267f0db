"""A text in the order of the questions that its headings answer; everything else stays where it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from consult.text.block import Block, BlockKind, Mark, MarkKind
from consult.text.document import Document


@dataclass
class _Part:
    """A heading with what stands under it before the next heading, and the parts inside it."""

    level: int
    blocks: list[Block] = field(default_factory=list)
    parts: list["_Part"] = field(default_factory=list)

    @property
    def first(self) -> int | None:
        """The first question that it answers, itself or inside."""
        own = self.blocks[0].question if self.blocks else None
        asked = [own, *(part.first for part in self.parts)]
        return min((question for question in asked if question is not None), default=None)

    def all_blocks(self) -> Iterator[Block]:
        """In order, with the parts of every level that answer questions in the order of these."""
        yield from self.blocks
        asking = iter(
            sorted((part for part in self.parts if part.first is not None), key=lambda part: part.first or 0)
        )
        for part in self.parts:
            yield from (part if part.first is None else next(asking)).all_blocks()


def in_question_order(document: Document) -> Document:
    """Parts beside each other that answer questions change places among themselves, others stay.

    >>> titles = [Block(f"b{n}", BlockKind.HEADING, t, 1, question=q)
    ...           for n, (t, q) in enumerate([("Aluksi", None), ("Toinen", 2), ("Väli", None), ("Eka", 1)])]
    >>> [block.text for block in in_question_order(Document(tuple(titles))).blocks]
    ['Aluksi', 'Eka', 'Väli', 'Toinen']
    """
    root = _Part(0)
    open_parts = [root]
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.parent is None:
            while open_parts[-1].level >= max(block.level, 1):
                open_parts.pop()
            part = _Part(max(block.level, 1))
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        open_parts[-1].blocks.append(block)
    return Document(tuple(root.all_blocks()))


def with_answers(document: Document, answers: Mapping[int, str], *, label: str) -> Document:
    """Under each heading that answers a question, its chosen option as the first paragraph."""
    return Document(tuple(_with_answers(document, answers, label)))


def answers_by_heading(document: Document, answers: Mapping[int, str]) -> dict[str, str]:
    """The chosen option by the id of the first heading that answers its question.

    >>> heading = Block("b1", BlockKind.HEADING, "Roolit", 1, question=2)
    >>> answers_by_heading(Document((heading,)), {2: "Kyllä"})
    {'b1': 'Kyllä'}
    """
    found: dict[str, str] = {}
    left = dict(answers)
    for block in document.blocks:
        if block.question in left:
            found[block.id] = left.pop(block.question)
    return found


def unanswered_by_heading(document: Document, answers: Mapping[int, str]) -> dict[int, str]:
    """The chosen options of the questions that no heading answers.

    >>> unanswered_by_heading(Document(()), {2: "Kyllä"})
    {2: 'Kyllä'}
    """
    asked = {block.question for block in document.blocks}
    return {question: answer for question, answer in answers.items() if question not in asked}


def with_loose_answers(document: Document, loose: Iterable[tuple[str, str]], *, label: str) -> Document:
    """Behind the text each question that no heading answers, with its chosen option."""
    blocks = list(document.blocks)
    for number, (question, answer) in enumerate(loose, start=1):
        for words, length in ((question, len(question)), (f"{label}: {answer}", len(label) + 1)):
            if words:
                bold = (Mark(0, length, MarkKind.BOLD),)
                name = f"loose-{number}" if words is question else f"loose-{number}-choice"
                blocks.append(Block(name, BlockKind.PARAGRAPH, words, marks=bold))
    return Document(tuple(blocks))


def _with_answers(document: Document, answers: Mapping[int, str], label: str) -> Iterator[Block]:
    told = answers_by_heading(document, answers)
    for block in document.blocks:
        yield block
        if block.id in told:
            bold = (Mark(0, len(label) + 1, MarkKind.BOLD),)
            yield Block(f"{block.id}-choice", BlockKind.PARAGRAPH, f"{label}: {told[block.id]}", marks=bold)
