"""What every test of a use case starts from: a database, an agent with a consultation, noise beside it."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from consult.models import Consultation, Person
from tests.database import open_database
from tests.factories import make_consultation, make_participant, make_person, make_round, make_version
from tests.services.scene import Scene, make_scene


@pytest.fixture
def session() -> Iterator[Session]:
    """A database of its own, undone afterwards."""
    yield from open_database()


@pytest.fixture
def agent(session: Session) -> Person:
    """The change agent."""
    return make_person(session, "Muutosagentti")


@pytest.fixture
def consultation(session: Session, agent: Person) -> Consultation:
    """The agent's consultation, with nothing in it yet."""
    return make_consultation(session, agent)


@pytest.fixture
def noise(session: Session) -> Consultation:
    """Another consultation with a version, a round and a participant: queries must filter it out."""
    other = make_person(session, "Toinen agentti")
    found = make_consultation(session, other, "Toinen lausunto")
    make_version(session, found, other)
    make_round(session, found, other)
    make_participant(session, found, other)
    return found


@pytest.fixture
def scene(session: Session, consultation: Consultation, agent: Person) -> Scene:
    """The consultation in its open round, with two organisations and their leads."""
    return make_scene(session, consultation, agent)
