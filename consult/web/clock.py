"""The server's clock, handed to the application so that tests can set it."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This instant in UTC."""
    return datetime.now(UTC)
