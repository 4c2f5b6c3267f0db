"""A failing stage does not hide what comes after it, and the closing report names both."""

import sys

import pytest

from scripts.check import TIERS, Outcome, Stage, report, run_stage

GOOD = Stage("good", (sys.executable, "-c", "pass"))
BAD = Stage("bad", (sys.executable, "-c", "raise SystemExit(3)"))


def test_the_outcome_is_the_exit_code_of_the_command() -> None:
    assert [run_stage(stage).code for stage in (GOOD, BAD)] == [0, 3]


def test_the_report_names_what_ran_and_how_to_repeat_what_failed(capsys: pytest.CaptureFixture[str]) -> None:
    report("test", [Outcome(BAD, 3, 1.0), Outcome(GOOD, 0, 2.0)])
    shown = capsys.readouterr().out
    assert "FAILED (exit code 3)" in shown
    assert "2.0 s  ok" in shown
    assert f"again: {sys.executable} -c 'raise SystemExit(3)'" in shown
    assert "make test-full" in shown


def test_the_test_tier_reads_the_tree_finds_a_browser_and_runs_the_tests() -> None:
    names = [stage.name for stage in TIERS["test"]]
    assert [stage.name for stage in TIERS["lint"]] == names[:5]
    assert names[5:] == ["browser at hand", "Word oracles at hand", "tests"]
