"""A real database for a test: every table, in memory, everything undone at the end."""

from collections.abc import Iterator

from sqlalchemy import Engine
from sqlalchemy.orm import Session

import consult.models  # noqa: F401 - the tables register themselves when they are imported
from consult.db import Base, make_engine

_idle: list[Engine] = []
#: Whose dialect and compiled statements the engines of the other databases use.
_first: list[Engine] = []


def open_engine(url: str) -> Engine:
    """An engine for one test: a statement that another one has compiled is not compiled again.

    SQLAlchemy keeps what it compiled by engine and dialect, and half of the time of a request on a new
    engine went into compiling.
    """
    if not _first:
        engine = make_engine("sqlite://")
        with engine.connect():
            _first.append(engine)
    engine = make_engine(url)
    engine.dialect, engine._compiled_cache = _first[0].dialect, _first[0]._compiled_cache
    return engine


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
