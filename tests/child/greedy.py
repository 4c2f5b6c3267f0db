"""A child for tests: does what it is told, within its limits."""

import os
import signal
import sys

from consult.child import MEMORY_MEGABYTES, limit_resources


def main() -> None:
    """Be killed, fail, or ask for more memory than there is."""
    limit_resources()
    told = sys.stdin.read()
    if told == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if told == "fail":
        sys.exit(1)
    try:
        bytes(MEMORY_MEGABYTES * 1024 * 1024)
    except MemoryError:
        sys.stdout.write("refused")


main()
