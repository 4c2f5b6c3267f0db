"""The agent's browser, as on the other pages of the set-up."""

from tests.web.coordination.conftest import desk

__all__ = ["desk"]
