"""Counting what is asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event


@contextmanager
def counted_statements(bind: Engine | Connection) -> Iterator[list[str]]:
    """Every statement that runs inside, but for the beginnings and ends of transactions."""
    engine = bind if isinstance(bind, Engine) else bind.engine
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        if not arguments[2].startswith(("BEGIN", "PRAGMA")):
            statements.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
