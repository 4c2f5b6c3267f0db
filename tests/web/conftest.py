"""What every test of a page starts from: the application on a fresh database, a clock, browsers."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.config import Config
from consult.db import reading_session, writing_session
from consult.migrate import upgrade
from consult.models import Person
from consult.services.sessions import start_session
from consult.web.app import create_app
from consult.web.current import Shell
from consult.web.sign_in_session import COOKIE, COOKIE_WITHOUT_HTTPS
from tests.database import open_engine
from tests.factories import NOW
from tests.web.client import PageClient
from tests.web.probe import add_probe


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """The instant it shows."""
        return self.now

    def tick(self, **duration: float) -> None:
        """Let time pass: `clock.tick(hours=2)`."""
        self.now += timedelta(**duration)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that the migrations have made, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, made once so that templates are compiled once."""
    return create_app(make_config(tmp_path_factory.mktemp("shared")))


@pytest.fixture
def clock() -> Clock:
    """The server's clock."""
    return Clock()


@pytest.fixture(scope="session")
def shared_probed(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """As above, with views for tests of the shell, answering its own errors as in production."""
    app = add_probe(create_app(make_config(tmp_path_factory.mktemp("probed"))))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def app(shared_app: Flask, empty_database: Path, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The application on a database of its own."""
    yield from _on_a_copy(shared_app, empty_database, tmp_path, clock)


@pytest.fixture
def probed(shared_probed: Flask, empty_database: Path, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The application with views for tests of the shell, on a database of its own."""
    yield from _on_a_copy(shared_probed, empty_database, tmp_path, clock)


def _on_a_copy(app: Flask, empty_database: Path, folder: Path, clock: Clock) -> Iterator[Flask]:
    config = make_config(folder)
    shutil.copy(empty_database, folder / "consult.sqlite")
    shell = Shell(config=config, engine=open_engine(config.database_url), clock=clock)
    app.extensions["consult"] = shell
    yield app
    shell.engine.dispose()


@pytest.fixture
def make_app(empty_database: Path, tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Flask]]:
    """Applications with another configuration: `make_app(base_url="https://…")`."""
    made: list[Flask] = []

    def make(**changes: Any) -> Flask:
        config = replace(make_config(tmp_path), **changes)
        path = tmp_path / "consult.sqlite"
        if not path.exists():
            shutil.copy(empty_database, path)
        made.append(create_app(config, clock=clock))
        return made[-1]

    yield make
    for app in made:
        app.extensions["consult"].engine.dispose()


@pytest.fixture
def client(app: Flask) -> PageClient:
    """Somebody who has not signed in."""
    return PageClient(app)


@pytest.fixture
def client_as(app: Flask, clock: Clock) -> Callable[[Person], PageClient]:
    """A browser in which this person is signed in."""

    def sign_in(person: Person) -> PageClient:
        return signed_in(app, person, clock)

    return sign_in


def signed_in(app: Flask, person: Person, clock: Clock) -> PageClient:
    """A browser of this application with a session of this person."""
    client = PageClient(app)
    config = app.extensions["consult"].config
    with writing(app) as session:
        secret = start_session(session, person, now=clock.now)
    name = COOKIE if config.is_https else COOKIE_WITHOUT_HTTPS
    host = config.hosts[0]
    client.http.set_cookie(name, secret, domain=host, secure=config.is_https)
    return client


@contextmanager
def writing(app: Flask) -> Iterator[Session]:
    """Rows of a test, committed at the end; they stay readable afterwards."""
    with writing_session(app.extensions["consult"].engine) as session:
        yield session
        session.commit()


@contextmanager
def reading(app: Flask) -> Iterator[Session]:
    """What the database holds now."""
    with reading_session(app.extensions["consult"].engine) as session:
        yield session


def make_config(var: Path) -> Config:
    """A test's configuration, in demonstration mode so that every route exists."""
    return Config(
        secret_key="a test's secret of more than 32 bytes",
        database_url=f"sqlite:///{var / 'consult.sqlite'}",
        environment="test",
        var=var,
        demo=True,
    )
