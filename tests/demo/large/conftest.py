"""A database for each test of the large profile."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.database import open_database


@pytest.fixture
def session() -> Iterator[Session]:
    """A database of its own, undone afterwards."""
    yield from open_database()
