"""A world in each state, built once and copied; a browser of every role on a copy."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.db import make_engine, writing_session
from consult.models import Visibility
from consult.web.current import Shell
from tests.database import open_engine
from tests.web.client import PageClient
from tests.web.conftest import Clock, make_config
from tests.web.security.robot import Robot
from tests.web.security.world import HERE, Role, State, World, build_worlds, restrict


@dataclass
class Visit:
    """The application on a copy of a world."""

    app: Flask
    world: World
    clock: Clock

    def robot(self, role: Role) -> Robot:
        """A quick browser of this role."""
        return Robot(self.app, self.world.secrets.get(role))

    def reader(self, role: Role) -> PageClient:
        """A browser of this role in which every page is checked."""
        client = PageClient(self.app)
        client.http = self.robot(role).http
        return client

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Rows of the copy, committed at the end."""
        with writing_session(self.app.extensions["consult"].engine) as session:
            yield session
            session.commit()


Go = Callable[..., Visit]
Worlds = dict[State, tuple[Path, World]]

MARKUP = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*191}}&lt;b&gt;"


@pytest.fixture(scope="session")
def worlds(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """A file for each state, each grown from the one before."""
    return grow(empty_database, tmp_path_factory.mktemp("worlds"), HERE)


@pytest.fixture(scope="session")
def hostile_worlds(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """The same, with markup in every name, title and text."""
    return grow(empty_database, tmp_path_factory.mktemp("hostile"), MARKUP)


def grow(empty: Path, folder: Path, mark: str) -> Worlds:
    """Build the states one after another; `mark` is in every word that somebody wrote."""
    path = folder / "growing.sqlite"
    shutil.copy(empty, path)
    engine = make_engine(f"sqlite:///{path}")
    made: Worlds = {}
    with writing_session(engine) as session:
        for world in build_worlds(session, mark=mark):
            session.commit()
            # The last connection that closes brings the log into the file.
            engine.dispose()
            made[world.state] = Path(shutil.copy(path, folder / f"{world.state}.sqlite")), world
    engine.dispose()
    return made


@pytest.fixture
def go(shared_app: Flask, worlds: Worlds, tmp_path: Path, clock: Clock) -> Iterator[Go]:
    """`go(State.OPEN)`: the application on a fresh copy of that world; the one before is given up."""
    yield from _visits(shared_app, worlds, tmp_path, clock)


@pytest.fixture
def go_hostile(shared_app: Flask, hostile_worlds: Worlds, tmp_path: Path, clock: Clock) -> Iterator[Go]:
    """The same among those who write markup."""
    yield from _visits(shared_app, hostile_worlds, tmp_path, clock)


def _visits(shared_app: Flask, worlds: Worlds, tmp_path: Path, clock: Clock) -> Iterator[Go]:
    numbers = count()

    def visit(state: State, visibility: Visibility = Visibility.SENT) -> Visit:
        _leave(shared_app)
        path, world = worlds[state]
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        shutil.copy(path, folder / "consult.sqlite")
        clock.now = state.now
        config = make_config(folder)
        shell = Shell(config=config, engine=open_engine(config.database_url), clock=clock)
        shared_app.extensions["consult"] = shell
        found = Visit(shared_app, world, clock)
        if visibility is not Visibility.SENT:
            with found.writing() as session:
                restrict(session, world.here, visibility)
        return found

    yield visit
    _leave(shared_app)


def _leave(app: Flask) -> None:
    app.extensions["consult"].engine.dispose()
