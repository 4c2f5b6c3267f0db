"""An oracle that is missing is fetched once, else named with the command that installs it; CI fails then."""

from collections.abc import Callable

import pytest

from scripts import oracles


def oracle(is_here: Callable[[], bool], install: Callable[[], None] = lambda: None) -> oracles.Oracle:
    """One that is or is not at hand."""
    return oracles.Oracle("Reader", is_here, install, "apt-get install reader")


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_what_cannot_be_had_is_named_with_its_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, code: int
) -> None:
    monkeypatch.setattr(oracles, "ORACLES", (oracle(lambda: False),))
    monkeypatch.setattr("sys.argv", ["oracles", "--install"])
    monkeypatch.setenv("CI", ci)
    assert oracles.main() == code
    shown = capsys.readouterr()
    assert "Reader: not here" in shown.out
    assert "apt-get install reader" in shown.err


@pytest.mark.parametrize(("install", "runs"), [(True, 1), (False, 0)])
def test_only_what_is_missing_is_fetched_and_only_when_asked(
    monkeypatch: pytest.MonkeyPatch, *, install: bool, runs: int
) -> None:
    fetched: list[str] = []
    missing = oracle(lambda: bool(fetched), lambda: fetched.append("missing"))
    here = oracle(lambda: True, lambda: fetched.append("here"))
    monkeypatch.setattr(oracles, "ORACLES", (missing, here))
    assert len(oracles.missing(install=install)) == 1 - runs
    assert fetched == ["missing"] * runs


def test_a_command_that_fails_or_does_not_exist_is_no_answer() -> None:
    assert oracles.answers("true")
    assert not oracles.answers("false")
    assert not oracles.answers("/nowhere/at/all")
