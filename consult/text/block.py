"""A block is one numbered piece of text with marks. All values are immutable."""

import hashlib
import json
from dataclasses import dataclass, replace
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is. Tables hold rows, rows hold cells, by `Block.parent`."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    NOTE = "note"


class MarkKind(StrEnum):
    """How a range of words is marked."""

    BOLD = "bold"
    ITALIC = "italic"
    LINK = "link"
    NOTE = "note"


#: A picture or a note reference inside a text is this one character.
OBJECT = "\ufffc"

#: Kinds that carry a public number (*kohta n*): paragraphs, list items and tables.
NUMBERED_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.TABLE})


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A mark over characters [start, end) of a text; `target` is a link's address or a note's block id."""

    start: int
    end: int
    kind: MarkKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words with their marks, as they are inserted somewhere."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One numbered piece of a document.

    `level` is 1–3 for headings, 0 or more for the depth of list items, and 1 for a table's
    header rows (0 for others). `page` is the page of the source the block came from, `question`
    the position of the request's question that a heading answers. `parent` is the id of the
    table of a row and of the row of a cell.
    """

    id: str
    kind: BlockKind
    text: str = ""
    level: int = 0
    marks: tuple[Mark, ...] = ()
    parent: str | None = None
    page: int | None = None
    question: int | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of everything but the id and the parent, in format 1."""
        marks = [
            {"start": mark.start, "end": mark.end, "kind": mark.kind.value, "target": mark.target}
            for mark in self.marks
        ]
        fields = {
            "kind": self.kind.value,
            "text": self.text,
            "level": self.level,
            "marks": marks,
            "page": self.page,
            "question": self.question,
        }
        canonical = json.dumps([1, fields], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def with_text(self, text: str, marks: tuple[Mark, ...] = ()) -> "Block":
        """The same block with other words."""
        return replace(self, text=text, marks=marks)
