"""Blocks while they are being read: they get their ids when everything has been seen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from consult.docx.refused import too_many_blocks, too_much_text
from consult.docx.segments import Segment, to_fragment
from consult.text.document import Block, BlockKind, Document

MAX_BLOCKS = 5000
MAX_TEXT_MEGABYTES = 2
_ALWAYS_KEPT = frozenset({BlockKind.TABLE, BlockKind.ROW, BlockKind.CELL})


@dataclass(slots=True)
class Draft:
    """A block without an id; `counted` says that Word numbers it by itself."""

    kind: BlockKind
    segments: list[Segment] = field(default_factory=list)
    level: int = 0
    children: list["Draft"] = field(default_factory=list)
    counted: bool = False

    @property
    def text(self) -> str:
        """The words without looks."""
        return "".join(segment.text for segment in self.segments)


def to_document(drafts: Iterable[Draft]) -> Document:
    """Give ids b1, b2 … in reading order; refuse what is larger than a document may be."""
    blocks: list[Block] = []
    size = 0
    for block in numbered(drafts, None, iter(range(1, MAX_BLOCKS + 2))):
        blocks.append(block)
        size += len(block.text.encode())
        if len(blocks) > MAX_BLOCKS:
            raise too_many_blocks(MAX_BLOCKS)
        if size > MAX_TEXT_MEGABYTES * 1024 * 1024:
            raise too_much_text(MAX_TEXT_MEGABYTES)
    return Document(tuple(blocks))


def numbered(drafts: Iterable[Draft], parent: str | None, numbers: Iterator[int]) -> Iterator[Block]:
    """The blocks of drafts and, after each, of what stands inside it."""
    for draft in drafts:
        fragment = to_fragment(draft.segments, single_line=draft.kind is BlockKind.HEADING)
        if not fragment.text and draft.kind not in _ALWAYS_KEPT:
            continue
        id_ = f"b{next(numbers)}"
        yield Block(id_, draft.kind, fragment.text, draft.level, fragment.marks, parent)
        yield from numbered(draft.children, id_, numbers)
