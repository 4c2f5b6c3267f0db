"""Every connection is durable and strict, writers queue up, and the SQLite in use is known."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from consult import db
from consult.db import Base, has_wal_fault, make_engine, reading_session, writing_session
from consult.models import Membership, Person
from tests.factories import NOW

THREADS, WRITES = 8, 100
EXPECTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 3000}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database in a file."""
    found = make_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    Base.metadata.create_all(found)
    yield found
    found.dispose()


def test_every_connection_of_the_pool_is_set_up(engine: Engine) -> None:
    with engine.connect() as first, engine.connect() as second, engine.connect() as third:
        for connection in (first, second, third):
            found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in EXPECTED}
            assert found == EXPECTED


def test_a_reference_to_nothing_is_refused(engine: Engine) -> None:
    with writing_session(engine) as session:
        session.add(Membership(person_id=99, organisation_id=99, role="lead", started_at=NOW))
        with pytest.raises(IntegrityError):
            session.flush()


def test_eight_threads_of_a_hundred_writes_wait_for_each_other(engine: Engine) -> None:
    with writing_session(engine) as session:
        session.add(Person(email="counter@example.test", name="0", created_at=NOW))
        session.commit()

    def count_up(_thread: int) -> None:
        for _ in range(WRITES):
            with writing_session(engine) as session:
                person = session.scalars(select(Person)).one()
                person.name = str(int(person.name) + 1)
                session.commit()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(count_up, range(THREADS)))
    with reading_session(engine) as session:
        assert session.scalars(select(Person.name)).one() == str(THREADS * WRITES)


def test_a_writer_holds_the_lock_before_it_reads(engine: Engine, tmp_path: Path) -> None:
    elsewhere = make_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with writing_session(engine) as session:
        session.scalar(select(func.count(Person.id)))
        with elsewhere.connect() as other:
            other.connection.cursor().execute("PRAGMA busy_timeout=1")
        with writing_session(elsewhere) as busy, pytest.raises(OperationalError, match="locked"):
            busy.scalar(select(func.count(Person.id)))
    elsewhere.dispose()


def test_writers_of_one_process_wait_no_longer_than_their_patience(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "PATIENCE_SECONDS", 0.01)
    with writing_session(engine) as first:
        first.scalar(select(func.count(Person.id)))
        with writing_session(engine) as second, pytest.raises(OperationalError, match="locked"):
            second.scalar(select(func.count(Person.id)))
    with writing_session(engine) as third:
        assert third.scalar(select(func.count(Person.id))) == 0


def test_a_reader_does_not_wait_for_a_writer(engine: Engine) -> None:
    with writing_session(engine) as writing, reading_session(engine) as reading:
        writing.add(Person(email="x@example.test", created_at=NOW))
        writing.flush()
        assert reading.scalar(select(func.count(Person.id))) == 0


def test_what_is_not_committed_is_gone(engine: Engine) -> None:
    with writing_session(engine) as session:
        session.add(Person(email="x@example.test", created_at=NOW))
        session.flush()
    with reading_session(engine) as session:
        assert session.scalar(select(func.count(Person.id))) == 0


def test_instants_come_back_in_utc(engine: Engine) -> None:
    east = timezone(timedelta(hours=2))
    with writing_session(engine) as session:
        session.add(Person(email="x@example.test", created_at=datetime(2027, 2, 1, 16, tzinfo=east)))
        session.commit()
    with reading_session(engine) as session:
        assert session.scalars(select(Person.created_at)).one() == datetime(2027, 2, 1, 14, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused(engine: Engine) -> None:
    naive = datetime(2027, 2, 1, 16)  # noqa: DTZ001 - that is the case
    with writing_session(engine) as session:
        session.add(Person(email="x@example.test", created_at=naive))
        with pytest.raises(StatementError, match="time zone"):
            session.flush()


@pytest.mark.parametrize(
    ("version", "is_faulty"),
    [((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 53, 4), False), ((4, 0, 0), False)],
)
def test_the_wal_fault_by_version(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], *, is_faulty: bool
) -> None:
    class Module:
        sqlite_version_info = version

    monkeypatch.setattr(db, "sqlite_module", lambda: Module)
    assert has_wal_fault() is is_faulty


def test_the_sqlite_in_use_is_not_a_faulty_one() -> None:
    assert not has_wal_fault()
