"""How Alembic reaches the database: our own engine, one transaction for all of it."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

import consult.models  # noqa: F401 - the tables register themselves when they are imported
from consult.db import Base, UtcDateTime, make_engine


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Instants are written as what the database sees, so that old migrations need none of our code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def let_tables_be_rebuilt(connection: Connection) -> None:
    """SQLite changes a table by making it anew, which rows that refer to it must not prevent meanwhile."""
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")


def check_references(connection: Connection) -> None:
    """Every row still refers to a row that is there; otherwise nothing is kept of the migrations."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"rows refer to rows that are gone: {broken[:3]}")


def run() -> None:
    """Run the migrations; a failing one leaves nothing behind."""
    engine = make_engine(context.config.attributes["url"])
    with engine.execution_options(consult_immediate=True).connect() as connection:
        let_tables_be_rebuilt(connection)
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            check_references(connection)
    engine.dispose()


run()
