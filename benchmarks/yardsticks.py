"""What the engine is measured against: the least that any comparison must do, and other people's tools."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from diff_match_patch import diff_match_patch

from benchmarks.timing import Action
from consult.text import Document
from consult.text.hunks import find_hunks
from consult.text.sentences import sentences
from consult.text.words import split_words


def forget() -> None:
    """Empty the engine's memory, so that every time is that of a first comparison."""
    find_hunks.cache_clear()
    sentences.cache_clear()


def joined(document: Document) -> str:
    """The blocks of a document as one text, apart by an empty line."""
    return "\n\n".join(block.text for block in document.blocks)


def floor(old: str, new: str) -> None:
    """The least: split into blocks, compare the blocks, cut only the differing ones into words."""
    olds, news = old.split("\n\n"), new.split("\n\n")
    known, others = set(olds), set(news)
    for text in olds:
        if text not in others:
            split_words(text)
    for text in news:
        if text not in known:
            split_words(text)


def diff_match_patch_seconds(old: str, new: str, *, timeout: float, lines: bool = True) -> float:
    """How long diff-match-patch takes over two texts; a timeout of 0 lets it finish.

    With `lines` it may first compare whole lines, which is its default.
    """
    tool = diff_match_patch()
    tool.Diff_Timeout = timeout
    started = process_time()
    tool.diff_main(old, new, lines)
    return process_time() - started


def afresh(action: Action) -> Action:
    """The action with nothing remembered from an earlier one."""

    def act() -> object:
        forget()
        return action()

    return act


def git_merge_file_seconds(triples: Sequence[tuple[str, str, str]]) -> float:
    """How long `git merge-file` takes over (base, ours, theirs), one word on each line."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("ours", "base", "theirs")]
        spent = 0.0
        for base, ours, theirs in triples:
            for path, text in zip(paths, (ours, base, theirs), strict=True):
                path.write_text("\n".join(split_words(text)) + "\n", encoding="utf-8")
            started = perf_counter()
            subprocess.run(["git", "merge-file", "-p", "-q", *paths], capture_output=True, check=False)  # noqa: S607 git is found on the path
            spent += perf_counter() - started
    return spent
