"""Takes in a file from outside: guarded first, then read in a process of its own."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from consult.docx.guard import check_upload
from consult.docx.read import ReadDocument
from consult.docx.refused import too_complex
from consult.docx.reply import Base, Reply, as_bases
from consult.docx.reply_wire import ask, read_answer
from consult.docx.wire import from_json
from consult.text.document import Document

_COMMAND = (sys.executable, "-P", "-m", "consult.docx.child")
_PATIENCE_SECONDS = 30
_AT_ONCE = 2
_OUR_FOLDER = str(Path(__file__).parents[2])
_places = threading.BoundedSemaphore(_AT_ONCE)


def read_upload(data: bytes) -> ReadDocument:
    """The document in an uploaded file; raises `Refused` with a sentence for the reader.

    The parser runs with 512 MB and 20 seconds of its own, at most two at a time, so that no file
    can take down or slow down the process that answers everybody.
    """
    check_upload(data)
    with _places:
        return from_json(run_child(data))


def read_returned(
    data: bytes, base: Document | Base | Sequence[Document | Base], *, is_chosen: bool = False
) -> Reply:
    """`read_reply` of an uploaded file, as safely as `read_upload`."""
    check_upload(data)
    request = ask(data, as_bases(base), is_chosen=is_chosen)
    with _places:
        return read_answer(run_child(request, "reply"))


def run_child(data: bytes, *arguments: str) -> bytes:
    """The child's answer; one that is killed by its limits counts as too complex."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([_OUR_FOLDER, *filter(None, sys.path)])}
    try:
        done = subprocess.run(  # noqa: S603 the command is fixed, the file travels as bytes
            (*_COMMAND, *arguments),
            input=data,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise too_complex() from error
    if done.returncode < 0:
        raise too_complex()
    if done.returncode > 0:
        raise RuntimeError(f"consult.docx.child failed: {done.stderr[-500:].decode(errors='replace')}")
    return done.stdout
