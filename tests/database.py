"""A real database for a test: every table, in memory, everything undone at the end."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

import consult.models  # noqa: F401 - the tables register themselves when they are imported
from consult.db import Base, make_engine


def open_database() -> Iterator[Session]:
    """A session in a transaction that is never committed."""
    engine = make_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine, expire_on_commit=False) as session:
        yield session
        session.rollback()
    engine.dispose()
