"""What was read, as JSON between the child process and its parent."""

import json
from typing import Any

from consult.docx.left_out import LeftOut
from consult.docx.read import ReadDocument
from consult.docx.refused import Refused
from consult.text.document import Block, BlockKind, Document, Mark, MarkKind


def to_json(result: ReadDocument | Refused) -> bytes:
    """A result or a refusal as bytes."""
    return json.dumps(packed(result), ensure_ascii=False, separators=(",", ":")).encode()


def packed(result: ReadDocument | Refused) -> dict[str, Any]:
    """The same as plain values."""
    if isinstance(result, Refused):
        return {"refused": result.message, "code": result.code, "params": result.params}
    return {
        "title": result.title,
        "left_out": [[item.kind, item.count] for item in result.left_out],
        "blocks": [packed_block(block) for block in result.document.blocks],
    }


def packed_block(block: Block) -> list[Any]:
    """The fields that reading fills."""
    marks = [[mark.start, mark.end, mark.kind, mark.target] for mark in block.marks]
    return [block.id, block.kind, block.text, block.level, marks, block.parent]


def from_json(data: bytes) -> ReadDocument:
    """What `to_json` wrote; a refusal is raised."""
    values = json.loads(data)
    if "refused" in values:
        message = values["refused"]
        raise Refused(message, code=values["code"], **values["params"])
    blocks = tuple(unpacked_block(fields) for fields in values["blocks"])
    left_out = tuple(LeftOut(kind, count) for kind, count in values["left_out"])
    return ReadDocument(values["title"], Document(blocks), left_out)


def unpacked_block(fields: list[Any]) -> Block:
    """One block again."""
    id_, kind, text, level, marks, parent = fields
    ranges = tuple(Mark(start, end, MarkKind(name), target) for start, end, name, target in marks)
    return Block(id_, BlockKind(kind), text, level, ranges, parent)
