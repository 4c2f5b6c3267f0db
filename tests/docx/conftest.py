"""Word files are checked against the oracles."""

from tests.oracles.fixtures import office, pandoc, validator

__all__ = ["office", "pandoc", "validator"]
