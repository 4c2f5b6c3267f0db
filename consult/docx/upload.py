"""Takes in a file from outside: guarded first, then read in a process of its own."""

import json
from collections.abc import Sequence

from consult import child
from consult.docx.guard import check_upload
from consult.docx.picture import MAX_PICTURE_MEGABYTES, Picture
from consult.docx.read import ReadDocument
from consult.docx.refused import no_picture, too_complex
from consult.docx.reply import Base, Reply, as_bases
from consult.docx.reply_wire import ask, read_answer
from consult.docx.wire import from_json, raise_refusal, read_written_picture
from consult.text.document import Document

ZIP_MAGIC = b"PK"
_MEGABYTE = 1024 * 1024


def read_upload(data: bytes) -> ReadDocument:
    """The document in an uploaded file; raises `Refused` with a sentence for the reader.

    The parser runs with 512 MB and 20 seconds of its own, at most two at a time, so that no file
    can take down or slow down the process that answers everybody.
    """
    check_upload(data)
    return from_json(run_child(data))


def read_returned(
    data: bytes, base: Document | Base | Sequence[Document | Base], *, is_chosen: bool = False
) -> Reply:
    """`read_reply` of an uploaded file, as safely as `read_upload`."""
    check_upload(data)
    request = ask(data, as_bases(base), is_chosen=is_chosen)
    return read_answer(run_child(request, "reply"))


def strip_upload(data: bytes) -> bytes:
    """An uploaded file as it is kept, without metadata, as safely as it is read."""
    check_upload(data)
    answer = run_child(data, "stripped")
    if not answer.startswith(ZIP_MAGIC):
        raise_refusal(json.loads(answer))
    return answer


def read_picture(data: bytes) -> Picture:
    """An uploaded picture as it is kept, drawn anew as safely as those of an uploaded file."""
    if len(data) > MAX_PICTURE_MEGABYTES * _MEGABYTE:
        raise no_picture()
    try:
        return read_written_picture(child.run_child("consult.docx.child", data, "picture"))
    except child.Exhausted as error:
        raise no_picture() from error


def run_child(data: bytes, *arguments: str) -> bytes:
    """The child's answer; one that is killed by its limits counts as too complex."""
    try:
        return child.run_child("consult.docx.child", data, *arguments)
    except child.Exhausted as error:
        raise too_complex() from error
