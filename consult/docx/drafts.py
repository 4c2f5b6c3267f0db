"""Blocks while they are being read: they get their ids when everything has been seen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from consult.docx.refused import too_many_blocks, too_much_text
from consult.docx.segments import Segment, to_fragment
from consult.text.document import Block, BlockKind, Document, MarkKind
from consult.text.marks import cut as text_cut
from consult.text.marks import join

MAX_BLOCKS = 5000
MAX_TEXT_MEGABYTES = 2
_ALWAYS_KEPT = frozenset({BlockKind.TABLE, BlockKind.ROW, BlockKind.CELL})


@dataclass(slots=True)
class Draft:
    """A block without an id; `counted` says that Word numbers it by itself.

    `name` is what references to a note call it, `keys` are the elements that the block was read
    from: first the one that says what it is; not `is_styled` when its program may have changed that.
    """

    kind: BlockKind
    segments: list[Segment] = field(default_factory=list)
    level: int = 0
    children: list["Draft"] = field(default_factory=list)
    counted: bool = False
    column_span: int = 1
    row_span: int = 1
    name: str = ""
    keys: tuple[str, ...] = ()
    is_styled: bool = True

    @property
    def text(self) -> str:
        """The words without looks."""
        return "".join([segment.text for segment in self.segments])

    @property
    def says_something(self) -> bool:
        """Whether it has words."""
        return any(segment.text.strip() for segment in self.segments)


def forget_header_rows(drafts: Iterable[Draft]) -> None:
    """Other programs do not keep which rows are headers: those of a version stay what they were."""
    for draft in drafts:
        if draft.kind is BlockKind.ROW:
            draft.is_styled = False
        forget_header_rows(draft.children)


def to_document(drafts: Iterable[Draft]) -> Document:
    """Give ids b1, b2 … in reading order; refuse what is larger than a document may be."""
    return Document(tuple(block for _, block in numbered_blocks(drafts)))


def numbered_blocks(drafts: Iterable[Draft]) -> list[tuple[Draft, Block]]:
    """Each draft that became a block, with its block; references name notes by their ids."""
    found: list[tuple[Draft, Block]] = []
    size = 0
    for draft, block in numbered(drafts, None, iter(range(1, MAX_BLOCKS + 2))):
        found.append((draft, block))
        size += len(block.text.encode())
        if len(found) > MAX_BLOCKS:
            raise too_many_blocks(MAX_BLOCKS)
        if size > MAX_TEXT_MEGABYTES * 1024 * 1024:
            raise too_much_text(MAX_TEXT_MEGABYTES)
    notes = {draft.name: block.id for draft, block in found if draft.name}
    return [(draft, _with_notes(block, notes) if block.marks else block) for draft, block in found]


def _with_notes(block: Block, notes: Mapping[str, str]) -> Block:
    """References to notes by their ids; one whose note has no words that can be kept is no reference."""
    lost = [mark for mark in block.marks if mark.kind is MarkKind.NOTE and mark.target not in notes]
    for mark in reversed(lost):
        ends = (0, mark.start), (mark.end, len(block.text))
        rest = join(text_cut(block.text, block.marks, *end) for end in ends)
        block = block.with_text(rest.text, rest.marks)
    marks = tuple(replace(mark, target=notes.get(mark.target, mark.target)) for mark in block.marks)
    return block if marks == block.marks else replace(block, marks=marks)


def numbered(
    drafts: Iterable[Draft], parent: str | None, numbers: Iterator[int]
) -> Iterator[tuple[Draft, Block]]:
    """The blocks of drafts and, after each, of what stands inside it."""
    for draft in drafts:
        fragment = to_fragment(draft.segments, single_line=draft.kind is BlockKind.HEADING)
        if not fragment.text and draft.kind not in _ALWAYS_KEPT:
            continue
        id_ = f"b{next(numbers)}"
        block = Block(id_, draft.kind, fragment.text, draft.level, fragment.marks, parent)
        if draft.column_span != 1 or draft.row_span != 1:
            block = replace(block, column_span=draft.column_span, row_span=draft.row_span)
        yield draft, block
        yield from numbered(draft.children, id_, numbers)
