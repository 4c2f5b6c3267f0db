"""`consult backup` copies a database that is being written, and refuses what would harm."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from consult.cli import main
from consult.db import make_engine, reading_session, writing_session
from consult.migrate import upgrade
from consult.models import Person
from tests.factories import make_person


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that the environment names."""
    url = f"sqlite:///{tmp_path / 'consult.sqlite'}"
    monkeypatch.setenv("CONSULT_ENV", "development")
    monkeypatch.setenv("CONSULT_VAR", str(tmp_path))
    monkeypatch.setenv("CONSULT_DATABASE_URL", url)
    return url


def test_the_copy_holds_what_was_committed_and_nothing_else(url: str, tmp_path: Path) -> None:
    upgrade(url)
    engine = make_engine(url)
    with writing_session(engine) as session:
        make_person(session)
        session.commit()
        make_person(session)
        session.flush()
        answer = CliRunner().invoke(main, ["backup", str(tmp_path / "copy.sqlite")])
    assert answer.exit_code == 0, answer.output
    with reading_session(make_engine(f"sqlite:///{tmp_path / 'copy.sqlite'}")) as copy:
        assert copy.scalar(select(func.count(Person.id))) == 1
    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o077 == 0


def test_an_existing_file_is_not_written_over(url: str, tmp_path: Path) -> None:
    upgrade(url)
    target = tmp_path / "copy.sqlite"
    target.write_text("precious")
    answer = CliRunner().invoke(main, ["backup", str(target)])
    assert answer.exit_code == 1
    assert "exists already" in answer.output
    assert target.read_text() == "precious"


def test_without_a_database_there_is_nothing_to_copy(url: str, tmp_path: Path) -> None:
    del url
    answer = CliRunner().invoke(main, ["backup", str(tmp_path / "copy.sqlite")])
    assert answer.exit_code == 1
    assert "no database yet" in answer.output
