"""The process that reads one uploaded file: bytes in, JSON out, little memory and time.

Started as `python -m consult.docx.child` by `consult.docx.upload` only.
"""

import sys
from contextlib import suppress

from consult.docx.read import read_document
from consult.docx.refused import Refused, damaged, too_complex
from consult.docx.wire import to_json

MEMORY_MEGABYTES = 512
SECONDS = 20
_MEGABYTE = 1024 * 1024


def limit_resources() -> None:
    """Memory, processor time and files, where the system can limit them."""
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: MEMORY_MEGABYTES * _MEGABYTE,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        hard = resource.getrlimit(limit)[1]
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(ValueError, OSError):  # macOS knows some limits by name only
            resource.setrlimit(limit, (most, most))


def answer(data: bytes) -> bytes:
    """The document, or one sentence for every failure of the parser."""
    try:
        return to_json(read_document(data))
    except Refused as refused:
        return to_json(refused)
    except (MemoryError, RecursionError):
        return to_json(too_complex())
    except Exception:
        return to_json(damaged())


def main() -> None:
    """Read standard input, write standard output."""
    limit_resources()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
