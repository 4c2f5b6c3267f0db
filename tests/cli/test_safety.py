"""What is unsafe is refused in production and named elsewhere."""

from dataclasses import replace
from pathlib import Path

import pytest

from consult.cli import safety
from consult.cli.safety import check_machine, find_faults
from consult.config import Config, UnsafeConfiguration


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A production installation that is in order."""
    path = tmp_path / "consult.sqlite"
    path.touch(mode=0o600)
    return Config(
        secret_key="x" * 40,
        database_url=f"sqlite:///{path}",
        base_url="https://lausunto.example",
        smtp_url="smtp://mail.example",
        var=tmp_path,
    )


def test_what_is_in_order_is_not_mentioned(config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    assert find_faults(config) == []
    check_machine(config)
    assert capsys.readouterr().err == ""


def test_a_faulty_sqlite_is_refused(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "has_wal_fault", lambda: True)
    with pytest.raises(UnsafeConfiguration, match=r"fixed in 3\.51\.3"):
        check_machine(config)


def test_elsewhere_it_is_named(
    config: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(safety, "has_wal_fault", lambda: True)
    check_machine(replace(config, environment="development"))
    assert "Note: SQLite" in capsys.readouterr().err


def test_with_postgresql_sqlite_does_not_matter(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "has_wal_fault", lambda: True)
    assert find_faults(replace(config, database_url="postgresql+psycopg://db/consult")) == []


def test_a_database_that_others_can_read_is_refused(config: Config, tmp_path: Path) -> None:
    (tmp_path / "consult.sqlite").chmod(0o644)
    with pytest.raises(UnsafeConfiguration, match="chmod 600"):
        check_machine(config)


def test_an_unknown_time_zone_is_refused(config: Config) -> None:
    with pytest.raises(UnsafeConfiguration, match="Europe/Järvimaa"):
        check_machine(replace(config, timezone="Europe/Järvimaa"))
