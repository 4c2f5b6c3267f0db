"""The content of the demonstration: stories as TOML, texts as Markdown, beside this package."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from consult import text

FOLDER = Path(__file__).parent / "content"
#: Each story is a folder of event files, played in the order of their names.
STORIES = ("transport", "grants", "plan")

Event = Mapping[str, Any]

QUESTION = re.compile(r" \[kysymys (\d+)\]$")
PAGE = re.compile(r"\[s\. (\d+)\]")


def read_register() -> Mapping[str, Any]:
    """The organisations and the people of the office."""
    return tomllib.loads((FOLDER / "organisations.toml").read_text(encoding="utf-8"))


def read_events(story: str) -> list[Event]:
    """What happens in one story, in order."""
    files = sorted((FOLDER / story).glob("*.toml"))
    return [event for file in files for event in tomllib.loads(file.read_text(encoding="utf-8"))["event"]]


def read_text(name: str, questions: Sequence[str] = ()) -> text.Document:
    """A text; `[kysymys 2]` after a heading links it to that question, `[s. 37]` alone begins a page."""
    blocks: list[text.Block] = []
    page: int | None = None
    for block in text.parse((FOLDER / name).read_text(encoding="utf-8")).blocks:
        if mark := PAGE.fullmatch(block.text):
            page = int(mark[1])
        else:
            blocks.append(replace(_linked(block, questions), page=page))
    return text.Document(tuple(blocks))


def _linked(block: text.Block, questions: Sequence[str]) -> text.Block:
    mark = QUESTION.search(block.text)
    if mark is None:
        return block
    position = next(n for n, header in enumerate(questions, start=1) if header.startswith(f"{mark[1]}. "))
    return replace(block, text=block.text[: mark.start()], question=position)
