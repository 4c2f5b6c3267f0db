"""`consult verify-log` finds a row of the log that was tampered with."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text

from consult.cli import main
from consult.db import make_engine, writing_session
from consult.migrate import upgrade
from tests.factories import make_consultation, make_person


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database with a short log, named by the environment."""
    url = f"sqlite:///{tmp_path / 'consult.sqlite'}"
    monkeypatch.setenv("CONSULT_ENV", "development")
    monkeypatch.setenv("CONSULT_VAR", str(tmp_path))
    monkeypatch.setenv("CONSULT_DATABASE_URL", url)
    upgrade(url)
    found = make_engine(url)
    with writing_session(found) as session:
        make_consultation(session, make_person(session))
        session.commit()
    return found


def verify(*options: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["verify-log", *options])


def tamper(engine: Engine, *statements: str) -> None:
    """What somebody with the database file in their hands can do."""
    with engine.begin() as connection:
        for trigger in ("log_entry_no_update", "log_entry_no_delete"):
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        for statement in statements:
            connection.execute(text(statement))


def test_a_whole_log_tells_its_hash(engine: Engine) -> None:
    answer = verify()
    assert answer.exit_code == 0, answer.output
    head = answer.output.split()[-1].rstrip(".")
    assert verify("--head", head).exit_code == 0
    tamper(engine, "DELETE FROM log_entry WHERE id = (SELECT max(id) FROM log_entry)")
    cut = verify("--head", head)
    assert cut.exit_code == 1
    assert "its end was taken away" in cut.output
    engine.dispose()


def test_a_row_that_was_changed_is_named(engine: Engine) -> None:
    tamper(engine, "UPDATE log_entry SET actor_id = NULL, action = 'x' WHERE id = 1")
    answer = verify()
    engine.dispose()
    assert answer.exit_code == 1
    assert "Row 1 of 2027-01-20 07:42 UTC" in answer.output
