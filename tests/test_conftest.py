"""Nothing is skipped silently: what did not run is named, and on CI it is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = 'import pytest\n\ndef test_one():\n    pytest.skip("needs a tool: apt-get install tool")\n'
BROWSER = "def test_one(page):\n    page.goto('about:blank')\n"
PASSED = "def test_one():\n    assert True\n"


def run_pytest(tmp_path: Path, source: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one test file under this project's conftest in a folder of its own."""
    (tmp_path / "test_sample.py").write_text(source)
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "PYTEST_"))}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", f"--rootdir={tmp_path}"]
    return subprocess.run(
        command,
        cwd=tmp_path,
        env={**clean, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("environment", "code"), [({}, 0), ({"CI": "true"}, 1)])
def test_a_skipped_test_is_named_and_fails_on_ci(
    tmp_path: Path, environment: dict[str, str], code: int
) -> None:
    done = run_pytest(tmp_path, SKIPPED, **environment)
    assert "test_sample.py::test_one: needs a tool: apt-get install tool" in done.stdout
    assert done.returncode == code, done.stdout


def test_without_a_browser_the_command_that_installs_one_is_named(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, BROWSER, CONSULT_BROWSER=str(tmp_path / "absent"), CI="true")
    assert "apt-get install chromium-headless-shell" in done.stdout
    assert done.returncode == 1, done.stdout


def test_a_run_without_gaps_passes_on_ci(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, PASSED, CI="true")
    assert "did not run" not in done.stdout
    assert done.returncode == 0, done.stdout
