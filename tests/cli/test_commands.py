"""The command says what it did, or in one sentence why not."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from consult.cli import COMMANDS
from consult.db import make_engine, reading_session, writing_session
from consult.models import OutboxMail, Person
from consult.services.sign_in import request_sign_in
from consult.web.clock import utc_now
from tests.cli.conftest import Type


def database(var: Path) -> str:
    """The address of the installation's database."""
    return f"sqlite:///{var / 'var' / 'consult.sqlite'}"


def people(var: Path) -> list[Person]:
    """Who is in the database."""
    engine = make_engine(database(var))
    with reading_session(engine) as session:
        found = session.query(Person).order_by(Person.id).all()
    engine.dispose()
    return found


def test_help_names_every_command_that_is_there(consult: Type) -> None:
    result = consult("--help")
    assert result.exit_code == 0
    for name in ("init", "run", "serve", "worker", "user"):
        assert f"\n  {name} " in result.output
        assert name in COMMANDS
        assert consult(name, "--help").exit_code == 0


def test_init_makes_a_database_for_its_owner_alone_and_again_does_no_harm(
    consult: Type, tmp_path: Path
) -> None:
    for _ in range(2):
        result = consult("init")
        assert (result.exit_code, result.output) == (0, "The database is ready.\n")
    path = tmp_path / "var" / "consult.sqlite"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert people(tmp_path) == []


def test_user_add(consult: Type, tmp_path: Path) -> None:
    consult("init")
    result = consult(
        "user", "add", "Anne@Example.test", "--name", "Anne", "--administrator", "--language", "sv"
    )
    assert (result.exit_code, result.output) == (0, "Added anne@example.test.\n")
    (anne,) = people(tmp_path)
    assert (anne.email, anne.name, anne.language, anne.is_administrator) == (
        "anne@example.test",
        "Anne",
        "sv",
        True,
    )


def test_user_add_without_more_is_an_ordinary_person(consult: Type, tmp_path: Path) -> None:
    consult("init")
    consult("user", "add", "anne@example.test")
    assert [(p.is_administrator, p.language) for p in people(tmp_path)] == [(False, "fi")]


@pytest.mark.parametrize(
    ("address", "sentence"), [("anne", "Check the e-mail address"), ("a@b.fi", "already")]
)
def test_what_is_refused_is_one_sentence_and_1(consult: Type, address: str, sentence: str) -> None:
    consult("init")
    consult("user", "add", "a@b.fi")
    result = consult("user", "add", address)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "words", [("nonsense",), ("user", "add"), ("user", "add", "a@b.fi", "--language", "de"), ("init", "--x")]
)
def test_a_wrong_call_is_2(consult: Type, words: tuple[str, ...]) -> None:
    assert consult(*words).exit_code == 2


def test_an_unsafe_production_does_not_start(consult: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_ENV", "production")
    result = consult("serve")
    assert result.exit_code == 1
    assert "CONSULT_SECRET_KEY" in result.stderr
    assert "https://" in result.stderr


def test_the_worker_sends_what_is_due_and_stops(consult: Type, tmp_path: Path) -> None:
    consult("init")
    consult("user", "add", "anne@example.test")
    engine = make_engine(database(tmp_path))
    with writing_session(engine) as session:
        request_sign_in(session, "anne@example.test", language="fi", next_path="/", now=utc_now())
        session.commit()
    assert consult("worker", "--once").exit_code == 0
    with reading_session(engine) as session:
        assert session.query(OutboxMail).one().sent_at is not None
    engine.dispose()
    (mail,) = (tmp_path / "var" / "mail").glob("*.eml")
    assert b"To: anne@example.test" in mail.read_bytes()


def test_the_installed_command_and_the_module_are_the_same(environment: dict[str, str]) -> None:
    beside = Path(sys.executable).with_name("consult")
    commands = [[sys.executable, "-m", "consult.cli"]]
    if beside.exists():
        commands.append([str(beside)])
    for command in commands:
        done = subprocess.run([*command, "--help"], capture_output=True, text=True, check=True, timeout=60)
        assert "one statement together" in done.stdout
