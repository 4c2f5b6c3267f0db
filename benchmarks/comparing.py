"""Comparing a plan of 600,000 characters with its edits: speed against yardsticks, and how well."""

from collections.abc import Iterator
from functools import partial
from random import Random

from benchmarks.edits import make_edit
from benchmarks.plan import make_plan
from benchmarks.table import Figure, print_figures
from benchmarks.timing import Action, medians
from benchmarks.yardsticks import afresh, diff_match_patch_seconds, floor, joined
from consult.demo.large.sentences import paragraph
from consult.text import Comparison, Document, RunKind, compare, words
from consult.text.hunks import find_hunks
from consult.text.runs import hunks_of

TIMES = 9
#: Share of edited blocks, and how many times the floor a comparison may take.
SHARES = {"light": (0.01, 3.0), "medium": (0.05, 3.0), "heavy": (0.30, 3.5)}
PARAGRAPH, HEAVY = 600, 1 / 3


def measure() -> None:
    """Print all figures about comparisons."""
    plan = make_plan()
    characters = sum(len(block.text) for block in plan.blocks)
    print(f"\nA plan of {characters:,} characters in {len(plan.blocks):,} blocks")
    print_figures("Comparing, nothing remembered, blocks known by what they say", list(_speed(plan)))
    print_figures("One paragraph of 600 characters, a third of its words replaced", [_paragraph()])
    print_figures("How well, 30 % of the blocks edited", list(_quality(plan)))


def compare_plans(old: Document, new: Document, *, ids: bool = False) -> Action:
    """A comparison of documents about which nothing is known yet."""
    return afresh(lambda: compare(Document(old.blocks), Document(new.blocks), ids=ids))


def _speed(plan: Document) -> Iterator[Figure]:
    old = joined(plan)
    for name, (share, most) in SHARES.items():
        edit, known = (make_edit(plan, share, in_place_ids=ids) for ids in (False, True))
        new = joined(edit.document)
        seconds = medians(
            {
                "floor": partial(floor, old, new),
                "words": compare_plans(plan, edit.document),
                "ids": compare_plans(plan, known.document, ids=True),
            },
            TIMES,
        )
        unit = seconds["floor"]
        yield Figure(f"{name}: times the floor", seconds["words"] / unit, most, seconds=seconds["words"])
        yield Figure(f"{name}: the same with ids", seconds["ids"] / unit, most, seconds=seconds["ids"])
        if name == "medium":
            yield from _against_diff_match_patch(old, new, seconds["words"])


def _against_diff_match_patch(old: str, new: str, ours: float) -> Iterator[Figure]:
    """Its comparison of the whole text, and its quick way by lines first, which suits many short lines."""
    for lines, most in ((False, 0.01), (True, None)):
        theirs = diff_match_patch_seconds(old, new, timeout=0, lines=lines)
        way = "lines first" if lines else "whole text"
        name = f"medium: of diff-match-patch without timeout, {way} ({theirs * 1000:,.0f} ms)"
        yield Figure(name, ours / theirs, most, seconds=ours)


def _paragraph() -> Figure:
    random = Random(4)
    old = paragraph(random, 12)[:PARAGRAPH]
    new = " ".join(word[::-1] if random.random() < HEAVY else word for word in old.split(" "))
    seconds = medians(
        {
            "theirs": partial(diff_match_patch_seconds, old, new, timeout=1),
            "ours": afresh(partial(find_hunks, old, new)),
        },
        50,
    )
    name = f"of default diff-match-patch ({seconds['theirs'] * 1000:.2f} ms)"
    return Figure(name, seconds["ours"] / seconds["theirs"], 1 / 30, seconds=seconds["ours"])


def _quality(plan: Document) -> Iterator[Figure]:
    edit = make_edit(plan, 0.30, in_place_ids=True)
    comparison = compare(plan, edit.document)
    found = sum(len(hunks_of(entry.runs)) for entry in comparison.changes)
    yield Figure("changes reported, % of the edits made", 100 * found / edit.changes, 101, 93)
    yield Figure("words split", _words_split(comparison), 0)
    yield Figure("characters marked, of those changed", _marked(comparison) / edit.characters, 1.1)


def _words_split(comparison: Comparison) -> int:
    """How many runs begin or end inside a word of the old or the new text."""
    split = 0
    for entry in comparison.changes:
        for texts, other in ((entry.old, RunKind.ADDED), (entry.new, RunKind.REMOVED)):
            text = "\n".join(block.text for block in texts)
            borders = {token.start for token in words(text)} | {len(text)}
            starts = [
                run.old_start if other is RunKind.ADDED else run.new_start
                for run in entry.runs
                if run.kind is not other
            ]
            split += sum(start not in borders for start in starts)
    return split


def _marked(comparison: Comparison) -> int:
    return sum(
        len(run.text) for entry in comparison.changes for run in entry.runs if run.kind is not RunKind.EQUAL
    )
