"""The most memory that was held at once."""

import sys

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
