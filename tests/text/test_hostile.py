"""Texts made to be slow or ambiguous: the comparison ends, is exact, and is the same in every process."""

import os
import subprocess
import sys

import pytest

from benchmarks.hostile import CASES
from consult.text import RunKind, adopt_ids, compare, propose

ROOT_MODULE = """
import hashlib
from benchmarks.hostile import CASES
from consult.text import compare
old, new = CASES[{name!r}](1)
entries = compare(old, new, ids=False).entries
print(hashlib.sha256(repr(entries).encode()).hexdigest())
"""


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_hostile_pair_is_compared_exactly(name: str) -> None:
    old, new = CASES[name](1)
    entries = compare(old, new).entries
    assert any(entry.runs for entry in entries) or name == "same-paragraphs"
    for sides, other in (("old", RunKind.ADDED), ("new", RunKind.REMOVED)):
        for entry in entries:
            blocks = entry.old if sides == "old" else entry.new
            if entry.runs:
                kept = "".join(run.text for run in entry.runs if run.kind is not other)
                assert kept == "\n".join(block.text for block in blocks)
    adopted = adopt_ids(old, new)
    assert [block.text for block in adopted.blocks] == [block.text for block in new.blocks]
    assert propose(old, adopted).apply(old) == adopted


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_comparison_is_the_same_in_every_process(name: str) -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", ROOT_MODULE.format(name=name)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
