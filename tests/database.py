"""A real database for a test: every table, in memory, everything undone at the end."""

from collections.abc import Iterator

from sqlalchemy import Engine
from sqlalchemy.orm import Session

import consult.models  # noqa: F401 - the tables register themselves when they are imported
from consult.db import Base, make_engine

_idle: list[Engine] = []


def open_database() -> Iterator[Session]:
    """A session in a transaction that is never committed, on tables that nobody else uses meanwhile."""
    engine = _idle.pop() if _idle else _make()
    with Session(engine, expire_on_commit=False) as session:
        yield session
        session.rollback()
    _idle.append(engine)


def _make() -> Engine:
    """The tables are made once; as no test commits, the next one finds them empty."""
    engine = make_engine("sqlite://")
    Base.metadata.create_all(engine)
    return engine
