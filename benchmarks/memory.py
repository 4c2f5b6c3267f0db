"""The most memory that was held at once."""

import sys
from pathlib import Path

BYTES, KIB = 1, 1024
MIB = 1024 * 1024


def print_peak() -> None:
    """Of this process and of the largest one it started, where the system tells."""
    if sys.platform == "win32":
        print("\npeak memory: not told by this system")
        return
    import resource

    unit = BYTES if sys.platform == "darwin" else KIB
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MIB
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / MIB
    print(f"\npeak memory: {own:.0f} MiB here, {children:.0f} MiB in the largest server process")


def own_peak() -> float:
    """The most mebibytes this process has held since it began; a parent's own are not counted in."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * KIB / MIB
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES / MIB
