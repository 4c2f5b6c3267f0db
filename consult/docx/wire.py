"""What was read, as JSON between the child process and its parent."""

import base64
import json
from typing import Any

from consult.docx.left_out import LeftOut
from consult.docx.picture import Picture, make_picture
from consult.docx.read import ReadDocument
from consult.docx.refused import Refused, no_picture
from consult.text.block_json import read_block, write_block
from consult.text.document import Document


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
        "blocks": [write_block(block) for block in result.document.blocks],
        "pictures": [packed_picture(picture) for picture in result.pictures],
    }


def from_json(data: bytes) -> ReadDocument:
    """What `to_json` wrote; a refusal is raised."""
    values = raise_refusal(json.loads(data))
    blocks = tuple(read_block(fields) for fields in values["blocks"])
    left_out = tuple(LeftOut(kind, count) for kind, count in values["left_out"])
    pictures = tuple(unpacked_picture(fields) for fields in values["pictures"])
    return ReadDocument(values["title"], Document(blocks), left_out, pictures)


def raise_refusal(values: dict[str, Any]) -> dict[str, Any]:
    """The values of an answer; a refusal is raised."""
    if "refused" in values:
        message = values["refused"]
        raise Refused(message, code=values["code"], **values["params"])
    return values


def write_picture(picture: Picture | None) -> bytes:
    """One picture as bytes; None is a refusal."""
    if picture is None:
        return to_json(no_picture())
    return json.dumps({"picture": packed_picture(picture)}).encode()


def read_written_picture(data: bytes) -> Picture:
    """What `write_picture` wrote; a refusal is raised."""
    return unpacked_picture(raise_refusal(json.loads(data))["picture"])


def packed_picture(picture: Picture) -> list[str]:
    """A picture as text."""
    return [picture.media, base64.b64encode(picture.data).decode()]


def unpacked_picture(fields: list[str]) -> Picture:
    """One picture again."""
    media, data = fields
    return make_picture(base64.b64decode(data), media)
