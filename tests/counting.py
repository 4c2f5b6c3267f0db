"""Counting what is asked of the database, and how much it answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session


@contextmanager
def count_queries(source: Session | Engine) -> Iterator[list[str]]:
    """The statements that are sent meanwhile; saying BEGIN asks nothing."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            found.append(statement)

    with _noting(source, note):
        yield found


@contextmanager
def count_rows(source: Session | Engine) -> Iterator[list[int]]:
    """How many rows each query that is sent meanwhile has; each is asked once more, for its count alone."""
    found: list[int] = []

    def note(_connection: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            again = cursor.connection.cursor()
            counted = f"SELECT count(*) FROM ({statement}) AS asked"  # noqa: S608 - our own statement
            again.execute(counted, parameters)
            found.extend(again.fetchone())

    with _noting(source, note):
        yield found


@contextmanager
def _noting(source: Session | Engine, note: Any) -> Iterator[None]:
    engine = source.get_bind() if isinstance(source, Session) else source
    event.listen(engine, "after_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "after_cursor_execute", note)
