"""What the tests of Word files are checked against: LibreOffice with UNO, pandoc, Microsoft's validator.

With --install what is missing is fetched where that is possible: Debian's packages as root, the npm package
that package-lock.json names. pandoc comes with the Python packages of the tests. What cannot be had is named
together with the command that installs it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from scripts.root import ROOT

SYSTEM_PYTHON = "/usr/bin/python3"
PACKAGES = ("libreoffice-writer", "python3-uno", "poppler-utils", "fonts-liberation")
VALIDATOR = ROOT / "node_modules" / "@ooxml-tools" / "validate" / "dist" / "npm" / "index.js"
OLDEST_NODE = 20


@dataclass(frozen=True)
class Oracle:
    """One of them: whether it is here, how it is fetched, and the command for a person."""

    name: str
    is_here: Callable[[], bool]
    install: Callable[[], None]
    how_to: str


def has_office() -> bool:
    """LibreOffice, a Python that can talk to it, and the fonts and tool for pictures of pages."""
    if shutil.which("soffice") is None or shutil.which("pdftoppm") is None:
        return False
    return answers(SYSTEM_PYTHON, "-c", "import uno")


def has_validator() -> bool:
    """The npm package and a Node that is new enough for it."""
    code = f"process.exit(parseInt(process.versions.node) < {OLDEST_NODE} ? 1 : 0)"
    return VALIDATOR.is_file() and answers("node", "-e", code)


def has_pandoc() -> bool:
    """The Python package that carries the program."""
    return find_spec("pypandoc") is not None


def install_office() -> None:
    """Debian's packages, which only root can install."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    say(f"installing Debian's {' '.join(PACKAGES)}")
    run("apt-get", "update", "-qq", env=environment)
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES, env=environment)


def install_validator() -> None:
    """What package-lock.json names, by its hashes and without running anybody's scripts."""
    if shutil.which("npm") is not None:
        say("installing the npm packages of package-lock.json")
        run("npm", "ci", "--ignore-scripts", "--silent", "--prefix", str(ROOT))


def install_nothing() -> None:
    """What comes with the Python packages of the tests is there or is not."""


ORACLES = (
    Oracle("LibreOffice", has_office, install_office, f"apt-get install {' '.join(PACKAGES)}"),
    Oracle(
        "Open XML validator",
        has_validator,
        install_validator,
        f"install Node.js >= {OLDEST_NODE} with npm, then: npm ci --ignore-scripts",
    ),
    Oracle("pandoc", has_pandoc, install_nothing, "pip install pypandoc-binary"),
)


def find_oracle(name: str) -> Oracle:
    """One of them by its name."""
    return next(oracle for oracle in ORACLES if oracle.name == name)


def pandoc_path() -> Path:
    """The program inside the Python package."""
    spec = find_spec("pypandoc")
    return Path(str(spec and spec.origin)).parent / "files" / "pandoc"


def answers(*command: str) -> bool:
    """Whether a command starts and ends well."""
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def run(*command: str, env: dict[str, str] | None = None) -> None:
    """Run a command, showing what it says on failure."""
    done = subprocess.run(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode != 0:
        say(f"{' '.join(command[:3])} failed:\n{done.stdout[-2000:]}")


def say(text: str) -> None:
    """Progress goes to the error stream."""
    print(f"oracles: {text}", file=sys.stderr)


def missing(*, install: bool) -> list[Oracle]:
    """The oracles that are not here, after an attempt to fetch them if asked."""
    for oracle in ORACLES:
        if install and not oracle.is_here():
            oracle.install()
    return [oracle for oracle in ORACLES if not oracle.is_here()]


def main() -> int:
    """Say what is here and what is not; something missing is a failure with CI=true."""
    absent = missing(install="--install" in sys.argv[1:])
    for oracle in ORACLES:
        print(f"{oracle.name}: {'not here' if oracle in absent else 'here'}")
    for oracle in absent:
        say(f"no {oracle.name}, its tests cannot run; to install it: {oracle.how_to}")
    return 1 if absent and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
