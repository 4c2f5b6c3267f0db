"""Runs of blocks that are reworded together."""

import pytest

from consult import text
from consult.errors import Conflict
from consult.services.runs import MAX_RUN, longest_run, run_through, stretched, words_of_run
from tests.factories import make_text

BASE = make_text("# Luku", "Yksi.", "Kaksi.", "Kolme.", "# Toinen luku", "Neljä.")


def ids(blocks: tuple[text.Block, ...]) -> list[str]:
    """The ids of blocks."""
    return [block.id for block in blocks]


def test_a_run_ends_before_a_heading() -> None:
    assert ids(longest_run(BASE, "b2")) == ["b2", "b3", "b4"]
    assert ids(longest_run(BASE, "b6")) == ["b6"]


def test_a_heading_is_a_run_alone() -> None:
    assert ids(longest_run(BASE, "b1")) == ["b1"]


def test_a_run_ends_before_a_table_and_a_cell_is_alone() -> None:
    base = text.parse("Alku.\n\n| a | b |\n| --- | --- |\n| c | d |\n")
    assert len(longest_run(base, base.blocks[0].id)) == 1
    assert len(longest_run(base, base.blocks[-1].id)) == 1


def test_a_run_is_not_endless() -> None:
    assert len(longest_run(make_text(*["Sanoja."] * 40), "b1")) == MAX_RUN


def test_a_run_goes_through_the_chosen_block() -> None:
    assert run_through(BASE, "b2", "b3") == ("b2", "b3")
    assert run_through(BASE, "b2", "") == run_through(BASE, "b2", "b2") == ("b2",)


@pytest.mark.parametrize("last", ["b1", "b6", "b99"])
def test_a_run_cannot_reach_elsewhere(last: str) -> None:
    with pytest.raises(Conflict) as caught:
        run_through(BASE, "b2", last, ours="Sanani")
    assert caught.value.ours == "Sanani"


def test_the_words_of_a_run_are_parted_by_empty_lines() -> None:
    assert words_of_run(BASE, ("b2", "b3"), "fi") == "Yksi.\n\nKaksi."


def test_a_longer_run_adds_its_words_and_a_shorter_one_takes_them_back() -> None:
    longer = stretched(BASE, "Minun.", old=("b2",), new=("b2", "b3", "b4"), language="fi")
    assert longer == "Minun.\n\nKaksi.\n\nKolme."
    assert stretched(BASE, longer, old=("b2", "b3", "b4"), new=("b2",), language="fi") == "Minun."


def test_nothing_typed_is_taken_away() -> None:
    typed = "Minun.\n\nKaksi muuttui."
    assert stretched(BASE, typed, old=("b2", "b3"), new=("b2",), language="fi") == typed
    assert stretched(BASE, typed, old=("b2",), new=("b2",), language="fi") == typed
