"""The tree as the whole-tree tests see it: what git tracks or would track."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOREIGN = ("static/vendor/", "tests/vendor/")
BINARY = frozenset({".mo", ".png", ".jpg", ".woff2", ".docx", ".ico", ".webp", ".gz"})


def tracked(*patterns: str) -> list[str]:
    """The files of the project below these paths, whether committed already or not, and not ignored."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = sorted(set(listing.stdout.split("\0")) - {""})
    return [name for name in names if (ROOT / name).is_file()]


def own_text_files() -> Iterator[tuple[str, str]]:
    """Name and text of every file that we wrote ourselves."""
    for name in tracked():
        if not name.startswith(FOREIGN) and Path(name).suffix not in BINARY:
            yield name, (ROOT / name).read_text(encoding="utf-8")
