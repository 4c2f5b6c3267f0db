"""`consult demo` loads an empty database and leaves any other as it is."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from consult.cli import main


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command with a data folder of its own."""
    monkeypatch.setenv("CONSULT_VAR", str(tmp_path))
    monkeypatch.setenv("CONSULT_ENV", "test")
    return CliRunner()


def test_it_loads_once(runner: CliRunner) -> None:
    first = runner.invoke(main, ["demo"])
    assert first.exit_code == 0, first.output
    assert first.output.count("/consultations/yhteislausunto-") == 3
    second = runner.invoke(main, ["demo"])
    assert second.exit_code == 1
    assert "empty database" in second.output
