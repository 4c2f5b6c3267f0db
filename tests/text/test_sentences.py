"""Sentences of a text that somebody wrote to make reading it slow."""

import pytest

from consult.text.sentences import sentences

LONG = 1_000_000


@pytest.mark.parametrize("run", ["." * LONG, "." + '"' * LONG, "…" * LONG])
def test_a_long_run_is_read_once(run: str) -> None:
    """Read again from each of its characters, it would take hours."""
    text = f"Tilat{run}ovat auki. Tervetuloa."
    assert [text[first:last] for first, last in sentences(text)] == [f"Tilat{run}ovat auki. ", "Tervetuloa."]
