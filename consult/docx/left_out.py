"""What a Word or PDF file had that a document does not keep."""

from collections import Counter
from dataclasses import dataclass

#: Every code that `LeftOut.kind` can have, in the order in which they are told.
LEFT_OUT_KINDS = (
    "tracked_changes",
    "comments",
    "around",
    "footnotes",
    "pictures",
    "text_boxes",
    "shapes",
    "charts",
    "formulas",
    "embedded",
    "foreign_parts",
    "headers",
    "contents",
    "nested_tables",
    "lists_in_cells",
    "deep_headings",
    "typed_numbers",
    "hidden_text",
    "strikethrough",
    "raised",
    "symbols",
    "links",
    "pages_without_text",
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One kind of thing that was left out or changed, and how many there were."""

    kind: str
    count: int


def listed(counts: Counter[str]) -> tuple[LeftOut, ...]:
    """The counts in the order in which they are told."""
    return tuple(LeftOut(kind, counts[kind]) for kind in LEFT_OUT_KINDS if counts[kind])
