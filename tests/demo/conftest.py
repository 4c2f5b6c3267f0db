"""The demonstration is loaded once; tests look at it and change nothing."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from consult.demo import load_demo
from consult.models import Consultation
from tests.database import open_database
from tests.factories import NOW


@pytest.fixture(scope="session")
def loaded() -> Iterator[tuple[Session, dict[str, Consultation]]]:
    """A session with the demonstration, and its consultations by story."""
    for session in open_database():
        filed, reconciled, opened = load_demo(session, now=NOW)
        yield session, {"transport": filed, "grants": reconciled, "plan": opened}


@pytest.fixture
def demo(loaded: tuple[Session, dict[str, Consultation]]) -> Iterator[Session]:
    """The session of the loaded demonstration; what a test does in it is undone."""
    session, _ = loaded
    with session.begin_nested() as savepoint:
        yield session
        savepoint.rollback()


@pytest.fixture
def consultations(loaded: tuple[Session, dict[str, Consultation]]) -> dict[str, Consultation]:
    """The consultations by story."""
    return loaded[1]
