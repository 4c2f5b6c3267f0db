"""A block is one numbered piece of text with marks. All values are immutable."""

import hashlib
import json
from dataclasses import dataclass, field, replace
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
    UNDERLINE = "underline"
    LINK = "link"
    NOTE = "note"
    PICTURE = "picture"


#: Marks that say what the one OBJECT character under them stands for.
OBJECT_MARKS = frozenset({MarkKind.NOTE, MarkKind.PICTURE})

#: A picture or a note reference inside a text is this one character.
OBJECT = "\ufffc"

#: Kinds that carry a public number (*kohta n*): paragraphs, list items and tables.
NUMBERED_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.TABLE})


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A mark over characters [start, end) of a text.

    `target` is a link's address, a note's block id or the SHA-256 of a picture's bytes; `alt` is what
    the picture tells in words. Notes and pictures mark the one OBJECT character that stands for them.
    """

    start: int
    end: int
    kind: MarkKind
    target: str = ""
    alt: str = ""

    def at(self, start: int, end: int) -> "Mark":
        """The same mark over other characters."""
        return Mark(start, end, self.kind, self.target, self.alt)


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words with their marks, as they are inserted somewhere.

    >>> words = Fragment("tilat auki", (Mark(6, 10, MarkKind.ITALIC),))
    >>> apply_markdown_inline("tilat *auki*") == words
    True
    """

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One numbered piece of a document.

    `level` is 1–3 for headings, 0 or more for the depth of list items, and 1 for a table's
    header rows (0 for others). `page` is the page of the source the block came from, `question`
    the position of the request's question that a heading answers. `parent` is the id of the
    table of a row and of the row of a cell. A cell covers `column_span` columns and `row_span` rows;
    no cell stands where another one reaches.

    >>> Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki.").with_text("Ovet auki.").text
    'Ovet auki.'
    """

    id: str
    kind: BlockKind
    text: str = ""
    level: int = 0
    marks: tuple[Mark, ...] = ()
    parent: str | None = None
    page: int | None = None
    question: int | None = None
    column_span: int = 1
    row_span: int = 1
    _content_hash: str = field(default="", init=False, repr=False, compare=False)

    @property
    def content_hash(self) -> str:
        """SHA-256 of everything but the id and the parent, in format 1; found out once."""
        if not self._content_hash:
            object.__setattr__(self, "_content_hash", self._hash())
        return self._content_hash

    def _hash(self) -> str:
        fields: dict[str, object] = {
            "kind": self.kind.value,
            "text": self.text,
            "level": self.level,
            "marks": [_hashed(mark) for mark in self.marks],
            "page": self.page,
            "question": self.question,
        }
        if self.column_span != 1 or self.row_span != 1:
            fields["span"] = [self.column_span, self.row_span]
        canonical = json.dumps([1, fields], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def style(self) -> tuple[object, ...]:
        """What the block is, whatever it says and wherever it stands."""
        return self.kind, self.level, self.page, self.question, self.column_span, self.row_span

    def with_style(self, other: "Block") -> "Block":
        """The same words as a block of another kind, level and span."""
        return replace(
            self,
            kind=other.kind,
            level=other.level,
            page=other.page,
            question=other.question,
            column_span=other.column_span,
            row_span=other.row_span,
        )

    def with_text(self, text: str, marks: tuple[Mark, ...] = ()) -> "Block":
        """The same block with other words."""
        return replace(self, text=text, marks=marks)


def _hashed(mark: Mark) -> dict[str, object]:
    """A mark as its block's hash covers it; what came with a later format is left out where it is empty."""
    fields: dict[str, object] = {
        "start": mark.start,
        "end": mark.end,
        "kind": mark.kind.value,
        "target": mark.target,
    }
    return fields | {"alt": mark.alt} if mark.alt else fields
