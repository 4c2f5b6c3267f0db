"""A child answers, or is killed by its limits; a fault of ours is told as one."""

import pytest

from consult.child import Exhausted, run_child

GREEDY = "tests.child.greedy"


def test_a_child_that_wants_too_much_is_told_as_exhausted() -> None:
    with pytest.raises(Exhausted):
        run_child(GREEDY, b"die")


def test_a_child_that_fails_is_a_fault_of_ours() -> None:
    with pytest.raises(RuntimeError, match="greedy failed"):
        run_child(GREEDY, b"fail")


def test_memory_is_bounded() -> None:
    assert run_child(GREEDY, b"memory") == b"refused"
