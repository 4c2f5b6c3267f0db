"""The process that reads one uploaded table: its name on the first line, then its bytes; JSON out.

Started as `python -m consult.sheets.child` by `consult.sheets.upload` only.
"""

import sys

from consult.child import limit_resources
from consult.sheets.read import read_table
from consult.sheets.refused import Refused, damaged, too_complex
from consult.sheets.wire import to_json


def answer(request: bytes) -> bytes:
    """The table, or one sentence for every failure of the parser."""
    name, _, data = request.partition(b"\n")
    try:
        return to_json(read_table(name.decode(), data))
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
