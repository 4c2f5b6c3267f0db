"""Run the checks of one tier, go on after a failure, and close with a report of what ran and how it ended.

`lint` reads the tree, `test` adds every test but the long tier, `full` adds the long tier.
"""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.root import ROOT

BIN = Path(sys.executable).parent
WORKERS = "2"


@dataclass(frozen=True)
class Stage:
    """One command of a tier."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a stage ended."""

    stage: Stage
    code: int
    seconds: float


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    """A command-line tool of this environment."""
    return (str(BIN / name), *arguments)


LINT = (
    Stage("ruff check", tool("ruff", "check", "--quiet", ".")),
    Stage("ruff format", tool("ruff", "format", "--check", "--quiet", ".")),
    Stage("mypy strict", tool("mypy", "--no-error-summary")),
    Stage("import contracts", tool("lint-imports", "--no-logo")),
    Stage("template lint", tool("djlint", "--lint", "--quiet", "templates")),
)
BROWSER = Stage("browser at hand", (sys.executable, "-m", "scripts.browser", "--install"))
ORACLES = Stage("Word oracles at hand", (sys.executable, "-m", "scripts.oracles", "--install"))
PYTEST = tool("pytest", "-q", "-n", WORKERS)
TIERS: dict[str, tuple[Stage, ...]] = {
    "lint": LINT,
    "test": (*LINT, BROWSER, ORACLES, Stage("tests", (*PYTEST, "-m", "not long"))),
    "full": (*LINT, BROWSER, ORACLES, Stage("tests, long tier included", PYTEST)),
}


def run_stage(stage: Stage) -> Outcome:
    """Run one stage with its output shown as it comes."""
    print(f"\n== {stage.name}", flush=True)
    started = time.monotonic()
    code = subprocess.run(stage.command, cwd=ROOT, check=False).returncode
    return Outcome(stage, code, time.monotonic() - started)


def report(tier: str, outcomes: Sequence[Outcome]) -> None:
    """Say at the end what ran, how long it took and what failed with the command that repeats it."""
    print(f"\n== what ran ({tier}, CI={os.environ.get('CI', 'not set')})")
    for outcome in outcomes:
        verdict = "ok" if outcome.code == 0 else f"FAILED (exit code {outcome.code})"
        print(f"{outcome.stage.name:<28}{outcome.seconds:7.1f} s  {verdict}")
    for outcome in outcomes:
        if outcome.code != 0:
            print(f"again: {shlex.join(outcome.stage.command)}")
    if tier == "test":
        print(
            "The long tier (every language, page and axe; large examples) is not part of this: make test-full"
        )


def main() -> int:
    """Run the tier named on the command line; 1 when a stage failed."""
    tier = sys.argv[1] if len(sys.argv) > 1 else ""
    if tier not in TIERS:
        print(f"usage: python -m scripts.check {{{','.join(TIERS)}}}", file=sys.stderr)
        return 2
    os.environ["CONSULT_TEST_TIER"] = tier
    outcomes = [run_stage(stage) for stage in TIERS[tier]]
    report(tier, outcomes)
    return 1 if any(outcome.code for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
