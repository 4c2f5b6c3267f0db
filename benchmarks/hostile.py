"""Texts made to be slow: each in a process of its own, with the most memory it held."""

import os
import subprocess
import sys
from collections.abc import Callable
from random import Random

from benchmarks.memory import own_peak
from benchmarks.table import Figure, print_figures
from benchmarks.timing import medians
from benchmarks.yardsticks import afresh, diff_match_patch_seconds
from consult.text import Block, BlockKind, Document, compare, display_runs

TIMES, MOST_MEMORY = 3, 150
#: diff-match-patch is not waited for longer than this.
PATIENCE = 60

Pair = tuple[Document, Document]


def _paragraphs(*texts: str) -> Document:
    return Document(tuple(Block(f"b{at}", BlockKind.PARAGRAPH, text) for at, text in enumerate(texts)))


def few_words(scale: int) -> Pair:
    """140,000 characters of fifty words, and as many others."""
    random = Random(1)
    vocabulary = ["".join(random.choices("aeiklnst", k=random.randrange(2, 8))) for _ in range(50)]
    texts = [" ".join(random.choices(vocabulary, k=25_000 * scale))[: 140_000 * scale] for _ in range(2)]
    return _paragraphs(texts[0]), _paragraphs(texts[1])


def two_letters(scale: int) -> Pair:
    """20,000 random letters a and b, and others: one long word each."""
    random = Random(2)
    texts = ["".join(random.choices("ab", k=20_000 * scale)) for _ in range(2)]
    return _paragraphs(texts[0]), _paragraphs(texts[1])


def two_words(scale: int) -> Pair:
    """20,000 random words a and b, and others."""
    random = Random(2)
    texts = [" ".join(random.choices("ab", k=20_000 * scale)) for _ in range(2)]
    return _paragraphs(texts[0]), _paragraphs(texts[1])


def long_paragraph(scale: int) -> Pair:
    """One paragraph of 300 kB with every fortieth word changed."""
    random = Random(3)
    words = [
        f"sana{random.randrange(4000)}" + random.choice((".", "", "", ",")) for _ in range(37_000 * scale)
    ]
    edited = [word if number % 40 else f"uusi{number}" for number, word in enumerate(words)]
    return _paragraphs(" ".join(words)), _paragraphs(" ".join(edited))


def same_paragraphs(scale: int) -> Pair:
    """5,000 identical paragraphs, a few taken out, a few more put in."""
    texts = ["Hakemisen tulee onnistua yhdellä lomakkeella."] * (5_000 * scale)
    return _paragraphs(*texts), _paragraphs(*texts[:-7], "Aivan uusi kohta.", *texts[:3])


CASES: dict[str, Callable[[int], Pair]] = {
    "few-words": few_words,
    "two-letters": two_letters,
    "two-words": two_words,
    "long-paragraph": long_paragraph,
    "same-paragraphs": same_paragraphs,
}


def measure() -> None:
    """Print time against diff-match-patch, growth and memory of each case."""
    for name, make in CASES.items():
        (seconds, peak), (double, _) = (_in_own_process(name, scale) for scale in (1, 2))
        figures = [
            Figure("twice the input, times the time", double / seconds, 2.5, seconds=double),
            Figure("most memory, MiB", peak, MOST_MEMORY),
        ]
        theirs = _theirs(name)
        told = f"of diff-match-patch without timeout ({theirs:.1f} s)" if theirs else ""
        if theirs:
            figures.insert(0, Figure(told, seconds / theirs, 1 / 20, seconds=seconds))
        print_figures(make.__doc__ or name, figures)
        if not theirs:
            print(f"diff-match-patch did not end in {PATIENCE} s; ours took {seconds * 1000:.0f} ms")


def _in_own_process(name: str, scale: int) -> tuple[float, float]:
    """Median seconds and peak mebibytes of one case, compared both ways."""
    command = [sys.executable, "-m", "benchmarks.hostile", name, str(scale)]
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ).stdout
    seconds, peak = output.split()
    return float(seconds), float(peak)


def _theirs(name: str) -> float | None:
    """How long diff-match-patch takes, unless patience ends first."""
    command = [sys.executable, "-m", "benchmarks.hostile", name, "theirs"]
    try:
        output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout
    except subprocess.TimeoutExpired:
        return None
    return float(output)


def _run(name: str, what: str) -> None:
    if what == "theirs":
        old, new = CASES[name](1)
        texts = ["\n".join(block.text for block in document.blocks) for document in (old, new)]
        print(diff_match_patch_seconds(texts[0], texts[1], timeout=0))
        return
    old, new = CASES[name](int(what))
    print(medians({name: afresh(lambda: _compare(old, new))}, TIMES)[name], own_peak())


def _compare(old: Document, new: Document) -> None:
    """What a page shows: of paragraphs under one id their words, of many which is which."""
    for ids in (True, False):
        for entry in compare(Document(old.blocks), Document(new.blocks), ids=ids).changes:
            display_runs(entry.runs)


if __name__ == "__main__":
    _run(*sys.argv[1:])
