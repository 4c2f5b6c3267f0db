"""What every test of a report starts from: a database and a statement in its first round."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from consult.models import Consultation, Person
from tests.database import open_database
from tests.factories import make_consultation, make_person
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


@pytest.fixture
def agent(session: Session) -> Person:
    """The change agent of an empty consultation."""
    return make_person(session, "Muutosagentti")


@pytest.fixture
def consultation(session: Session, agent: Person) -> Consultation:
    """A consultation with nothing in it yet."""
    return make_consultation(session, agent)
