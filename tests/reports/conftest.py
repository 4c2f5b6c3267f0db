"""What every test of a report starts from: a database and a statement in its first round."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.database import open_database
from tests.statement import Statement, fill, make_statement


@pytest.fixture
def session() -> Iterator[Session]:
    """A database of its own, undone afterwards."""
    yield from open_database()


@pytest.fixture
def statement(session: Session) -> Statement:
    """A statement in which nobody has said anything yet."""
    return make_statement(session)


@pytest.fixture
def noise(session: Session) -> Statement:
    """Another statement, in which much has been said: queries must filter it out."""
    other = make_statement(session, names=("Toinen ry", "Kolmas ry", "Neljäs ry"))
    fill(other)
    return other
