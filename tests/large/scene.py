"""The real application on a large consultation, taken from the open round to the next version."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine

from consult.config import Config
from consult.db import make_engine, reading_session, writing_session
from consult.demo.large.deciding import decide_some, publish_next
from consult.migrate import upgrade
from consult.models import Person, Version
from consult.reports.reconciliation import Reconciliation, load_reconciliation
from consult.web.app import create_app
from tests.large.crowd import Crowd, Size, gather
from tests.large.reader import Clock, Reader, sign_in

DAY = timedelta(days=1)
#: One place in so many has been decided when the next version is published.
DECIDED_SHARE = 25


@dataclass
class Scene:
    """A consultation at one stage after another, on one clock."""

    app: Flask
    clock: Clock
    size: Size
    crowd: Crowd
    versions: list[Version] = field(default_factory=list)

    @property
    def engine(self) -> Engine:
        """The application's engine."""
        found: Engine = self.app.extensions["consult"].engine
        return found

    @property
    def version(self) -> Version:
        """The newest version of the draft."""
        return self.versions[-1]

    def read_as(self, person: Person) -> Reader:
        """A browser in which the person has just signed in."""
        return sign_in(self.app, person, now=self.clock.now)

    def reconciliation(self) -> Reconciliation:
        """What needs a decision now."""
        with reading_session(self.engine) as session:
            return load_reconciliation(session, self.version)

    def close_round(self) -> None:
        """The round has closed and a share of the queue has been decided."""
        self.clock.now = self.crowd.closed_at + DAY
        count = max(3, (self.size.proposals + self.size.comments) // DECIDED_SHARE)
        with writing_session(self.engine) as session:
            decide_some(session, self.version, count, agent=self.crowd.agent, now=self.clock.now)
            session.commit()

    def publish(self) -> None:
        """The next version is out; what is open has been carried to it."""
        self.clock.now += DAY
        with writing_session(self.engine) as session:
            made = publish_next(session, self.version, agent=self.crowd.agent, now=self.clock.now)
            session.commit()
        self.versions.append(made)


@contextmanager
def open_scene(config: Config, size: Size, *, opened_at: datetime) -> Iterator[Scene]:
    """A day after the round has opened, in a database made for it."""
    upgrade(config.database_url)
    clock = Clock(opened_at + DAY)
    crowd = _fill(config, size, opened_at)
    app = create_app(config, clock=clock)
    scene = Scene(app, clock, size, crowd, [crowd.version])
    yield scene
    scene.engine.dispose()


def make_config(folder: Path) -> Config:
    """A configuration on a file in this folder."""
    return Config(
        secret_key="a secret of a large example, 32 bytes long",
        database_url=f"sqlite:///{folder / 'large.sqlite'}",
        environment="test",
        var=folder,
    )


def _fill(config: Config, size: Size, opened_at: datetime) -> Crowd:
    engine = make_engine(config.database_url)
    with writing_session(engine) as session:
        crowd = gather(session, size, opened_at=opened_at)
        session.commit()
    engine.dispose()
    return crowd
