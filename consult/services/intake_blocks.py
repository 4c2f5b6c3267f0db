"""Editing an intake block by block: words, kind, place; no step needs a script."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from consult import text
from consult.errors import Conflict, Invalid
from consult.models import Document, Intake, Person, QuestionKind
from consult.reports.requests import load_request
from consult.services.intakes import intake_text, require_revision, store_blocks
from consult.text.markdown_inline import write_inline

KINDS = (
    text.BlockKind.HEADING,
    text.BlockKind.PARAGRAPH,
    text.BlockKind.BULLET,
    text.BlockKind.NUMBERED,
)
DEEPEST = {
    text.BlockKind.HEADING: (1, 3),
    text.BlockKind.PARAGRAPH: (0, 0),
    text.BlockKind.BULLET: (0, 5),
    text.BlockKind.NUMBERED: (0, 5),
}


@dataclass(frozen=True)
class Words:
    """A block as it was typed: words in Markdown, what it is, and the question that a heading answers."""

    markdown: str
    kind: text.BlockKind = text.BlockKind.PARAGRAPH
    level: int = 0
    question: int | None = None


@dataclass(frozen=True)
class Editing:
    """Who edits which intake at which revision."""

    session: Session
    document: Document
    intake: Intake
    revision: int
    actor: Person
    now: datetime

    @property
    def content(self) -> text.Document:
        """The text that is edited."""
        return intake_text(self.intake)

    def check(self, *, ours: str = "", theirs: str = "") -> None:
        """The text must be the one the editor saw."""
        require_revision(self.intake, self.revision, ours=ours, theirs=theirs)

    def save(self, blocks: tuple[text.Block, ...]) -> None:
        """Keep the text under the next revision."""
        store_blocks(
            self.session,
            self.document,
            self.intake,
            text.Document(blocks),
            actor=self.actor,
            now=self.now,
        )


def change_block(editing: Editing, block_id: str, words: Words) -> None:
    """The block gets these words; an empty line parts them into several blocks of the kind."""
    content = editing.content
    block = content.by_id.get(block_id)
    editing.check(ours=words.markdown, theirs=markdown_of(content, block) if block else "")
    old = _run(content, block_id)
    first = next(index for index, found in enumerate(content.blocks) if found.id == block_id)
    is_table = content.by_id[block_id].kind is text.BlockKind.TABLE
    new = _table(content, words) if is_table else _written(editing, words, keep=content.by_id[block_id])
    rest = [found for found in content.blocks if found.id not in old]
    editing.save((*rest[:first], *new, *rest[first:]))


def add_block(editing: Editing, after: str | None, words: Words) -> str:
    """New blocks stand after another (None: first of all); the id of the first of them."""
    content = editing.content
    editing.check(ours=words.markdown)
    new = _written(editing, words)
    index = 0
    if after is not None:
        inside = _run(content, after)
        index = 1 + max(place for place, found in enumerate(content.blocks) if found.id in inside)
    editing.save((*content.blocks[:index], *new, *content.blocks[index:]))
    return new[0].id


def remove_block(editing: Editing, block_id: str) -> tuple[str | None, str]:
    """The block before the removed one, and the removed words in Markdown, so that it can be undone."""
    content = editing.content
    editing.check()
    gone = _run(content, block_id)
    before = [row[0].id for row in _rows(content)]
    index = before.index(block_id)
    markdown = text.Document(tuple(found for found in content.blocks if found.id in gone)).to_markdown()
    editing.save(tuple(found for found in content.blocks if found.id not in gone))
    return (before[index - 1] if index else None), markdown


def restore_blocks(editing: Editing, after: str | None, markdown: str, question: int | None = None) -> None:
    """Undo a removal: the words come back as what they were."""
    content = editing.content
    editing.check(ours=markdown)
    found = _renamed(content, text.parse(markdown))
    if question is not None and found:
        found = (replace(found[0], question=_answered(editing, question)), *found[1:])
    rows = _rows(content)
    place = 1 + next((index for index, row in enumerate(rows) if row[0].id == after), -1)
    before, behind = rows[:place], rows[place:]
    editing.save((*_flat(before), *found, *_flat(behind)))


def move_block(editing: Editing, block_id: str, *, up: bool) -> None:
    """The block changes places with its neighbour; the first cannot go up nor the last down."""
    content = editing.content
    editing.check()
    rows = _rows(content)
    index = next((place for place, row in enumerate(rows) if row[0].id == block_id), None)
    if index is None:
        raise Conflict("The block is no longer in the text.")
    other = index - 1 if up else index + 1
    if 0 <= other < len(rows):
        rows[index], rows[other] = rows[other], rows[index]
        editing.save(_flat(rows))


def markdown_of(content: text.Document, block: text.Block) -> str:
    """What stands in the field when a block is edited; a table is edited as a whole."""
    if block.kind is text.BlockKind.TABLE:
        inside = _run(content, block.id)
        return text.Document(tuple(found for found in content.blocks if found.id in inside)).to_markdown()
    return write_inline(block.text, block.marks)


def _written(editing: Editing, words: Words, keep: text.Block | None = None) -> tuple[text.Block, ...]:
    """The blocks that the words make; the first keeps the id and the page of the edited one."""
    parts = [part.strip() for part in words.markdown.split("\n\n") if part.strip()]
    if not parts:
        raise Invalid("Write the text. To leave the block out, remove it.", field="markdown")
    if words.kind not in KINDS:
        raise Invalid("Choose what the block is.", field="kind")
    low, high = DEEPEST[words.kind]
    fresh = _fresh_numbers(editing.content) - (1 if keep else 0)
    blocks = []
    for index, part in enumerate(parts):
        fragment = text.apply_markdown_inline(" ".join(part.split()))
        block = text.Block(
            id=keep.id if keep and index == 0 else f"b{fresh + index}",
            kind=words.kind,
            text=fragment.text,
            level=min(max(words.level, low), high),
            marks=fragment.marks,
            page=keep.page if keep else None,
        )
        blocks.append(block)
    if words.kind is text.BlockKind.HEADING:
        blocks[0] = replace(blocks[0], question=_answered(editing, words.question))
    return tuple(blocks)


def _answered(editing: Editing, position: int | None) -> int | None:
    """A heading answers one of the request's questions; a section asks nothing."""
    if position is None:
        return None
    _, questions = load_request(editing.session, editing.document.consultation_id)
    if position not in {q.position for q in questions if q.kind is not QuestionKind.SECTION}:
        raise Invalid("Choose one of the request's questions.", field="question")
    return position


def _table(content: text.Document, words: Words) -> tuple[text.Block, ...]:
    found = text.parse(words.markdown)
    if not found.blocks or {row[0].kind for row in _rows(found)} != {text.BlockKind.TABLE}:
        raise Invalid(
            "Write the rows as | cell | cell |, with | --- | --- | under the first row.", field="markdown"
        )
    return _renamed(content, found)


def _renamed(content: text.Document, found: text.Document) -> tuple[text.Block, ...]:
    """The found blocks under ids that the text does not have yet."""
    fresh = _fresh_numbers(content)
    ids = {block.id: f"b{fresh + index}" for index, block in enumerate(found.blocks)}
    return tuple(
        replace(block, id=ids[block.id], parent=ids[block.parent] if block.parent else None)
        for block in found.blocks
    )


def _fresh_numbers(content: text.Document) -> int:
    """The first number that no id has."""
    return 1 + max((int(b.id[1:]) for b in content.blocks if b.id[1:].isdecimal()), default=0)


def _run(content: text.Document, block_id: str) -> set[str]:
    """A block with everything inside it."""
    for row in _rows(content):
        if row[0].id == block_id:
            return {found.id for found in row}
    raise Conflict("The block is no longer in the text.")


def _rows(content: text.Document) -> list[tuple[text.Block, ...]]:
    """The outermost blocks in order, each with everything inside it."""
    rows: list[tuple[text.Block, ...]] = []
    for block in content.blocks:
        if block.parent is None:
            rows.append((block,))
        else:
            rows[-1] = (*rows[-1], block)
    return rows


def _flat(rows: list[tuple[text.Block, ...]]) -> tuple[text.Block, ...]:
    return tuple(block for row in rows for block in row)
