"""The process that reads one uploaded file: bytes in, JSON out, little memory and time.

Started as `python -m consult.docx.child` by `consult.docx.upload` only.
"""

import sys
from collections.abc import Callable

from consult.child import limit_resources
from consult.docx.picture import clean_picture
from consult.docx.read import read_document
from consult.docx.read_reply import read_reply
from consult.docx.refused import Refused, damaged, too_complex
from consult.docx.reply_wire import asked, write_reply
from consult.docx.stripped import strip_metadata
from consult.docx.wire import to_json, write_picture

#: The arguments with which a returned file is read, a picture alone, or a file without its metadata.
REPLY, PICTURE, STRIPPED = "reply", "picture", "stripped"


def answer(data: bytes) -> bytes:
    """The document, or one sentence for every failure of the parser."""
    return _said(lambda: to_json(read_document(data)))


def answer_reply(request: bytes) -> bytes:
    """The same of a returned file, which comes with the versions it may be based on."""
    data, bases, is_chosen = asked(request)
    return _said(lambda: write_reply(read_reply(data, bases, is_chosen=is_chosen)))


def answer_picture(data: bytes) -> bytes:
    """A picture as it is kept."""
    return _said(lambda: write_picture(clean_picture(data)))


def answer_stripped(data: bytes) -> bytes:
    """The file itself without its metadata."""
    return _said(lambda: strip_metadata(data))


def _said(read: Callable[[], bytes]) -> bytes:
    try:
        return read()
    except Refused as refused:
        return to_json(refused)
    except (MemoryError, RecursionError):
        return to_json(too_complex())
    except Exception:
        return to_json(damaged())


_READERS = {REPLY: answer_reply, PICTURE: answer_picture, STRIPPED: answer_stripped}


def main() -> None:
    """Read standard input, write standard output."""
    limit_resources()
    read = _READERS.get(sys.argv[-1], answer)
    sys.stdout.buffer.write(read(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
