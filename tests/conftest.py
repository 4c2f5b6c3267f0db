"""What every test shares: the browser, and a report in which nothing that did not run goes unnamed."""

import gc
import os
from collections.abc import Mapping
from typing import Any

import pytest

from scripts.browser import HOW_TO, find_browser

BROWSER_FIXTURES = frozenset({"browser", "context", "new_context", "page"})
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: Mapping[str, Any]) -> dict[str, Any]:
    """Start the browser that stands on the machine; without one the test is named at the end as not run."""
    found = find_browser()
    if found is None:
        pytest.skip(f"no browser; to install one: {HOW_TO}")
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return {**browser_type_launch_args, "executable_path": str(found), "args": [*QUIET, *sandbox]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: Mapping[str, Any]) -> dict[str, Any]:
    """A Finnish reader in Helsinki."""
    return {**browser_context_args, "locale": "fi-FI", "timezone_id": "Europe/Helsinki"}


#: Objects made before the garbage collector looks through the young ones, and rounds until the older ones.
RARELY = (100_000, 20, 100)


def pytest_collection_finish() -> None:
    """What has been imported stays; looking through it again and again took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What opens a browser carries its marker, so that `-m browser` finds it."""
    for item in items:
        if BROWSER_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


def not_run(config: pytest.Config) -> list[tuple[str, str]]:
    """Name and reason of every test that was collected and not run to its end."""
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    reports = [report for kind in ("skipped", "xfailed") for report in reporter.stats.get(kind, ())]
    return sorted((report.nodeid, reason_of(report)) for report in reports)


def reason_of(report: pytest.TestReport) -> str:
    """Why a test did not run, in the words its author gave."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(getattr(report, "wasxfail", ""))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI a test that did not run is a failure."""
    if hasattr(session.config, "workerinput") or os.environ.get("CI") != "true":
        return
    if not_run(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what did not run and why."""
    missing = not_run(config)
    if not missing:
        return
    terminalreporter.section("did not run", sep="=", red=True, bold=True)
    for name, reason in missing:
        terminalreporter.write_line(f"{name}: {reason}")
    if os.environ.get("CI") == "true":
        terminalreporter.write_line("CI=true: this is a failure", red=True)
