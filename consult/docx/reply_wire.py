"""A reply, and what is asked for it, as JSON between the child process and its parent."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from consult.docx.left_out import LeftOut
from consult.docx.reply import Answered, Authored, Base, Recognition, Remark, Reply
from consult.docx.wire import packed_picture, raise_refusal, unpacked_picture
from consult.text.block_json import read_block, write_block
from consult.text.document import Document
from consult.text.proposal import Proposal


def ask(data: bytes, bases: Sequence[Base], *, is_chosen: bool) -> bytes:
    """The versions on one line, then the file."""
    values = {
        "chosen": is_chosen,
        "bases": [[base.hash, [write_block(block) for block in base.document.blocks]] for base in bases],
    }
    return json.dumps(values, separators=(",", ":")).encode() + b"\n" + data


def asked(request: bytes) -> tuple[bytes, tuple[Base, ...], bool]:
    """What `ask` wrote: the file, the versions, whether a person chose."""
    line, _, data = request.partition(b"\n")
    values = json.loads(line)
    bases = (Base(Document(tuple(read_block(row) for row in rows)), hash_) for hash_, rows in values["bases"])
    return data, tuple(bases), values["chosen"]


def write_reply(reply: Reply) -> bytes:
    """A reply as bytes."""
    return json.dumps(reply_values(reply), ensure_ascii=False, separators=(",", ":")).encode()


def reply_values(reply: Reply) -> dict[str, Any]:
    """A reply as plain values."""
    return {
        "version": reply.version,
        "recognised": reply.recognised.value,
        "share": reply.share,
        "proposals": [[each.author, each.proposal.to_json(), each.at, each.key] for each in reply.proposals],
        "comments": [asdict(remark) for remark in reply.comments],
        "silent": reply.silent.to_json(),
        "is_tracked": reply.is_tracked,
        "format_changes": reply.format_changes,
        "entangled": reply.entangled,
        "left_out": [[item.kind, item.count] for item in reply.left_out],
        "pictures": [packed_picture(picture) for picture in reply.pictures],
    }


def read_answer(data: bytes) -> Reply:
    """What `write_reply` wrote; a refusal is raised."""
    return reply_of(raise_refusal(json.loads(data)))


def reply_of(values: dict[str, Any]) -> Reply:
    """What `reply_values` wrote."""
    return Reply(
        version=values["version"],
        recognised=Recognition(values["recognised"]),
        share=values["share"],
        proposals=tuple(
            Authored(author, Proposal.from_json(proposal), at, key)
            for author, proposal, at, key in values["proposals"]
        ),
        comments=tuple(_remark(row) for row in values["comments"]),
        silent=Proposal.from_json(values["silent"]),
        is_tracked=values["is_tracked"],
        format_changes=values["format_changes"],
        entangled=values["entangled"],
        left_out=tuple(LeftOut(kind, count) for kind, count in values["left_out"]),
        pictures=tuple(unpacked_picture(fields) for fields in values["pictures"]),
    )


def _remark(row: dict[str, Any]) -> Remark:
    return Remark(**{**row, "answers": tuple(Answered(**answer) for answer in row["answers"])})
