"""Lock every dependency with its hashes: requirements.txt to run, requirements-dev.txt to test and develop.

What is locked stays at its version unless --upgrade is given. uv, which does it, comes and goes with a
temporary environment.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from scripts.root import ROOT

COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-annotate"),
)
RUN = ("--extra", "postgresql", "--output-file", "requirements.txt", "pyproject.toml")
DEVELOP = ("--group", "dev", "--constraints", "requirements.txt", "--output-file", "requirements-dev.txt")


def main() -> None:
    """Write both locks."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        binaries = Path(folder) / "bin"
        subprocess.run([binaries / "pip", "install", "--quiet", "uv"], check=True)
        for wanted in (RUN, DEVELOP):
            subprocess.run([binaries / "uv", *COMPILE, *sys.argv[1:], *wanted], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
