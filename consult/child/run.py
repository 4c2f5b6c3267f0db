"""Starts a module of ours as a child: bytes in, bytes out, at most two at a time."""

import os
import subprocess
import sys
import threading
from pathlib import Path

_PATIENCE_SECONDS = 30
_AT_ONCE = 2
_OUR_FOLDER = str(Path(__file__).parents[2])
_places = threading.BoundedSemaphore(_AT_ONCE)


class Exhausted(Exception):
    """The child was killed by its limits: reading the file needs more than one file may have."""


def run_child(module: str, data: bytes, *arguments: str) -> bytes:
    """What the module answers to the data; raises `Exhausted` when its memory or time is used up.

    The parser runs with 512 MB and 20 seconds of its own, at most two at a time, so that no file
    can take down or slow down the process that answers everybody.
    """
    with _places:
        done = _run((sys.executable, "-P", "-m", module, *arguments), data)
    if done.returncode < 0:
        raise Exhausted
    if done.returncode > 0:
        raise RuntimeError(f"{module} failed: {done.stderr[-500:].decode(errors='replace')}")
    return done.stdout


def _run(command: tuple[str, ...], data: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([_OUR_FOLDER, *filter(None, sys.path)])}
    try:
        return subprocess.run(  # noqa: S603 the command is ours, the file travels as bytes
            command,
            input=data,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise Exhausted from error
