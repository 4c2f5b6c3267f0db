"""Make the checkout importable in its environment and put `consult` beside its python; nothing is built."""

import sys
import sysconfig
from pathlib import Path

from scripts.root import ROOT

# The shell starts Python, because a path with blanks, or a long one, cannot stand in the first line.
COMMAND = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from consult.cli import main

sys.exit(main())
"""


def link_checkout() -> Path:
    """Write the path file and the command; the command's path is returned."""
    site = Path(sysconfig.get_paths()["purelib"])
    (site / "consult-checkout.pth").write_text(f"{ROOT}\n")
    command = Path(sys.executable).parent / "consult"
    command.write_text(COMMAND.format(python=sys.executable))
    command.chmod(0o755)
    return command


if __name__ == "__main__":
    print(link_checkout())
