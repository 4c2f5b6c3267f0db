"""LibreOffice for tests: opens a Word file, edits it as somebody, and says what stands in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.oracles import SYSTEM_PYTHON
from tests.oracles.talk import Talk

ROBOT = Path(__file__).with_name("office_robot.py")

#: A step is the name of a method of the robot and what it takes: `("replace", "old", "new")`.
Step = tuple[Any, ...]


@dataclass(frozen=True)
class Seen:
    """What LibreOffice sees after the steps; `redlines` (kind, author, time) are those before them.

    `paragraphs` are pairs of a style's name and words; in tables the style is `cell`.
    """

    paragraphs: tuple[tuple[str, str], ...]
    redlines: tuple[tuple[str, str, str], ...]
    comments: tuple[tuple[str, str], ...]
    saved: bytes = b""
    pdf: bytes = b""


class Office:
    """One LibreOffice for the whole session; it starts with the first job."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._talk = Talk((SYSTEM_PYTHON, str(ROBOT)))

    def run(self, data: bytes, *steps: Step, save: bool = False, pdf: bool = False) -> Seen:
        """Open a file, take the steps in it, and tell what came of it."""
        source, saved, pages = (self._folder / name for name in ("in.docx", "out.docx", "out.pdf"))
        source.write_bytes(data)
        job = {"open": str(source), "steps": steps, "save": str(saved) if save else ""}
        answer = self._talk.ask({**job, "pdf": str(pages) if pdf else ""})
        if "error" in answer:
            raise AssertionError(answer["error"])
        return Seen(
            tuple((style, words) for style, words in answer["paragraphs"]),
            tuple((kind, author, at) for kind, author, at in answer["redlines"]),
            tuple((author, words) for author, words in answer["comments"]),
            saved.read_bytes() if save else b"",
            pages.read_bytes() if pdf else b"",
        )

    def close(self) -> None:
        """End it."""
        self._talk.close()
