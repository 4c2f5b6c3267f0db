"""The database: engine, sessions, naming convention and the pragmas every SQLite connection gets."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, MetaData, create_engine, event
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import JSON, TypeDecorator

from consult.turns import Turns

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=3000",
)

#: How long a writer waits for the other writers of its process.
PATIENCE_SECONDS = 3.0
TURN = "consult_turn"

#: SQLite versions from 3.7.0 to 3.51.2 can corrupt a WAL database with two connections (fixed in 3.51.3).
WAL_FAULT_FIXED = (3, 51, 3)


class UtcDateTime(TypeDecorator[datetime]):
    """Instants are stored in UTC and come back aware of it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The one declarative base."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def make_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; on SQLite we say BEGIN, so that writers can say IMMEDIATE."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
    engine = create_engine(url, module=sqlite_module(), connect_args={"timeout": 3})
    event.listen(engine, "connect", _prepare_connection)
    _say_begin(engine, Turns())
    return engine


def sqlite_module() -> Any:
    """The newest SQLite at hand: the bundled one where it is installed, else the system's."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        from sqlite3 import dbapi2
    return dbapi2


def has_wal_fault() -> bool:
    """Whether the SQLite in use is one of those that can corrupt a WAL database."""
    return tuple(sqlite_module().sqlite_version_info) < WAL_FAULT_FIXED


def reading_session(engine: Engine) -> Session:
    """A session for a request that only reads."""
    return Session(engine, expire_on_commit=False)


def writing_session(engine: Engine) -> Session:
    """A session for a request that writes: two of them end as if one had come after the other.

    On SQLite it takes the write lock before its first read; PostgreSQL refuses the later of two that
    read what the other wrote.
    """
    options: dict[str, Any] = {"consult_immediate": True}
    if engine.dialect.name != "sqlite":
        options["isolation_level"] = "SERIALIZABLE"
    return Session(engine.execution_options(**options), expire_on_commit=False)


def _prepare_connection(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # None switches the driver's own BEGIN off; SQLAlchemy's begin event says it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _say_begin(engine: Engine, turns: Turns) -> None:
    """Writers of this process queue before SQLite's lock, because its own waiting is not fair."""

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("consult_immediate", False):
            connection.exec_driver_sql("BEGIN DEFERRED")
            return
        if TURN not in connection.info:
            if not turns.take(options.get("consult_patience", PATIENCE_SECONDS)):
                locked = sqlite_module().OperationalError("database is locked")
                raise OperationalError("BEGIN IMMEDIATE", {}, locked)
            connection.info[TURN] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    def give_back(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        if record.info.pop(TURN, False):
            turns.give()
