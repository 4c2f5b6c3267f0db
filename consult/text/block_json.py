"""Blocks and marks as plain lists and dictionaries, and back, without loss."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from consult.text.block import Block, BlockKind, Mark, MarkKind


def write_block(block: Block) -> dict[str, Any]:
    """A block as JSON values; spans are told only of cells that are merged.

    >>> write_block(Block("b1", BlockKind.CELL, "Tilat", column_span=2))["column_span"]
    2
    """
    data: dict[str, Any] = {
        "id": block.id,
        "kind": block.kind.value,
        "text": block.text,
        "level": block.level,
        "marks": write_marks(block.marks),
        "parent": block.parent,
        "page": block.page,
        "question": block.question,
    }
    if block.column_span != 1 or block.row_span != 1:
        data |= {"column_span": block.column_span, "row_span": block.row_span}
    return data


def read_block(data: Mapping[str, Any]) -> Block:
    """The block that `write_block` wrote, now or before cells could be merged."""
    return Block(**{**data, "kind": BlockKind(data["kind"]), "marks": read_marks(data["marks"])})


def write_marks(marks: Iterable[Mark]) -> list[list[Any]]:
    """Each mark as a list, its alternative text last and only where it has one.

    >>> write_marks((Mark(0, 5, MarkKind.BOLD),))
    [[0, 5, 'bold', '']]
    """
    return [
        [mark.start, mark.end, mark.kind.value, mark.target, *([mark.alt] if mark.alt else [])]
        for mark in marks
    ]


def read_marks(rows: Iterable[Sequence[Any]]) -> tuple[Mark, ...]:
    """The marks that `write_marks` wrote."""
    return tuple(Mark(start, end, MarkKind(kind), *rest) for start, end, kind, *rest in rows)
