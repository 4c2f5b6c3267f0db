"""Changes as plain lists and dictionaries, and back, without loss."""

from collections.abc import Mapping
from typing import Any

from consult.text.block import Fragment
from consult.text.block_json import read_block, read_marks, write_block, write_marks
from consult.text.change import Change, ChangeKind, Op, OpKind, Place


def write_change(change: Change) -> dict[str, Any]:
    """A change as JSON values, without what is empty."""
    return {
        "index": change.index,
        "kind": change.kind.value,
        "place": {"block": change.place.block, "start": change.place.start, "end": change.place.end},
        "ops": [_write_op(op) for op in change.ops],
    }


def read_change(data: Mapping[str, Any]) -> Change:
    """The change that `write_change` wrote."""
    return Change(
        data["index"],
        tuple(_read_op(op) for op in data["ops"]),
        Place(**data["place"]),
        ChangeKind(data["kind"]),
    )


def _write_op(op: Op) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": op.kind.value, "block": op.block, "base_hash": op.base_hash}
    data |= {"start": op.start, "end": op.end, "removed": op.removed, "after": op.after, "rank": op.rank}
    if op.inserted != Fragment(""):
        data["inserted"] = {"text": op.inserted.text, "marks": write_marks(op.inserted.marks)}
    if op.new_block is not None:
        data["new_block"] = write_block(op.new_block)
    return data


def _read_op(data: Mapping[str, Any]) -> Op:
    rest = {key: data[key] for key in ("start", "end", "removed", "after", "rank")}
    inserted = data.get("inserted", {"text": "", "marks": []})
    block = data.get("new_block")
    return Op(
        OpKind(data["kind"]),
        data["block"],
        data["base_hash"],
        inserted=Fragment(inserted["text"], read_marks(inserted["marks"])),
        new_block=None if block is None else read_block(block),
        **rest,
    )
