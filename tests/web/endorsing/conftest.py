"""A version that is open to be signed, in the application's database."""

import pytest
from flask import Flask

from tests.signing import Signing, make_signing
from tests.web.conftest import writing


@pytest.fixture
def signing(app: Flask) -> Signing:
    """Two organisations are asked."""
    with writing(app) as session:
        return make_signing(session)
