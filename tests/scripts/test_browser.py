"""The browser is found where it stands; without one the command that installs it is said, and CI fails."""

import hashlib
import stat
from pathlib import Path

import pytest

from scripts import browser


def program(path: Path, code: int) -> Path:
    """A program that ends with this exit code."""
    path.write_text(f"#!/bin/sh\nexit {code}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_named_browser_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_BROWSER", str(program(tmp_path / "chromium", 0)))
    assert browser.find_browser() == tmp_path / "chromium"


def test_a_browser_that_does_not_start_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_BROWSER", str(program(tmp_path / "chromium", 127)))
    assert browser.find_browser() is None


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_without_a_browser_the_command_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, code: int
) -> None:
    monkeypatch.setenv("CONSULT_BROWSER", str(tmp_path / "absent"))
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("sys.argv", ["browser"])
    assert browser.main() == code
    assert "apt-get install chromium-headless-shell" in capsys.readouterr().err


def test_a_changed_download_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "chromium.br"
    packed.write_bytes(b"what was looked at")
    digest = hashlib.sha256(b"what was looked at").hexdigest()
    assert browser.is_genuine(packed, digest)
    packed.write_bytes(b"something else")
    assert not browser.is_genuine(packed, digest)
