"""The oracles as fixtures; where one is not at hand, its tests are named at the end as not run."""

from collections.abc import Iterator

import pytest

from scripts.oracles import find_oracle
from tests.oracles.office import Office
from tests.oracles.validator import Validator


def need(name: str) -> None:
    """Skip, naming the command that installs what is missing."""
    oracle = find_oracle(name)
    if not oracle.is_here():
        pytest.skip(f"no {name}; to install it: {oracle.how_to}")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """LibreOffice Writer."""
    need("LibreOffice")
    started = Office(tmp_path_factory.mktemp("office"))
    yield started
    started.close()


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Validator]:
    """Microsoft's Open XML SDK."""
    need("Open XML validator")
    started = Validator(tmp_path_factory.mktemp("validator"))
    yield started
    started.close()


@pytest.fixture(scope="session")
def pandoc() -> None:
    """pandoc is at hand: `tests.oracles.pandoc` works."""
    need("pandoc")
