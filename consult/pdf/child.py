"""The process that reads one uploaded PDF file: bytes in, JSON out, little memory and time.

Started as `python -m consult.pdf.child` by `consult.pdf.upload` only.
"""

import logging
import sys

from consult.child import limit_resources
from consult.docx.refused import Refused
from consult.docx.wire import to_json
from consult.pdf.read import read_pdf
from consult.pdf.refused import damaged, too_complex


def answer(data: bytes) -> bytes:
    """The document, or one sentence for every failure of the parser."""
    try:
        return to_json(read_pdf(data))
    except Refused as refused:
        return to_json(refused)
    except (MemoryError, RecursionError):
        return to_json(too_complex())
    except Exception:
        return to_json(damaged())


def main() -> None:
    """Read standard input, write standard output."""
    limit_resources()
    # The parser complains of every slip of a file; nobody reads that.
    logging.disable(logging.CRITICAL)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
