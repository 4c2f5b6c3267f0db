"""What tests of the command start from: an environment of its own and somebody who types."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consult.cli import main

Type = Callable[..., Result]


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A development installation in a folder of its own."""
    settings = {"CONSULT_ENV": "development", "CONSULT_VAR": str(tmp_path / "var")}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for name in ("CONSULT_DATABASE_URL", "CONSULT_SMTP_URL", "CONSULT_DEMO", "CONSULT_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    return settings


@pytest.fixture
def consult(environment: dict[str, str]) -> Type:
    """Run the command with these words."""
    return lambda *words: CliRunner().invoke(main, words, prog_name="consult")
