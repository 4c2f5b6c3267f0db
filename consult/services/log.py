"""Every state change leaves a row in the log, in the same transaction: ids and codes, never words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import event, insert, select, text
from sqlalchemy.orm import Session, SessionTransaction

from consult.models import LogEntry, Person
from consult.services.log_chain import chained_hash

#: Rows of a transaction on PostgreSQL that get their place in the chain when it commits.
WAITING = "consult_log"
#: Names the lock under which they get it.
LOCK = 7_106_301

Row = dict[str, Any]


def record(
    session: Session,
    action: str,
    *,
    actor: Person | None,
    now: datetime,
    consultation_id: int | None = None,
    voice_id: int | None = None,
    subject: str = "",
    subject_id: int | None = None,
    **details: object,
) -> None:
    """Say who did what when; `action` is noun.done, `subject` names the table that `subject_id` is of."""
    row = _row(action, subject, subject_id, details, actor=actor, now=now)
    row |= {"consultation_id": consultation_id, "voice_id": voice_id}
    if _waits(session):
        _wait(session, [row])
    else:
        _chain([row], _head(session))
        session.add(LogEntry(**row))


@dataclass(frozen=True)
class Entry:
    """One of many things done at once."""

    action: str
    subject: str
    subject_id: int
    details: dict[str, object]
    consultation_id: int | None = None
    voice_id: int | None = None


def record_all(session: Session, entries: Sequence[Entry], *, actor: Person | None, now: datetime) -> None:
    """The same as `record` for thousands of things, in one statement."""
    if not entries:
        return
    rows = [
        _row(entry.action, entry.subject, entry.subject_id, entry.details, actor=actor, now=now)
        | {"consultation_id": entry.consultation_id, "voice_id": entry.voice_id}
        for entry in entries
    ]
    if _waits(session):
        _wait(session, rows)
        return
    session.flush()
    _chain(rows, _head(session))
    session.execute(insert(LogEntry), rows)


def _row(
    action: str, subject: str, subject_id: int | None, details: object, *, actor: Person | None, now: datetime
) -> Row:
    return {
        "at": now,
        "consultation_id": None,
        "actor_id": None if actor is None else actor.id,
        "voice_id": None,
        "action": action,
        "subject": subject,
        "subject_id": subject_id,
        # As they will be read again: the hash is over what the database gives back.
        "details": json.loads(json.dumps(details)),
    }


def _chain(rows: list[Row], previous: str) -> None:
    for row in rows:
        row["hash"] = previous = chained_hash(previous, row["at"], row)


def _head(session: Session) -> str:
    """The hash that the next row follows: SQLite's one writer sees every row there is."""
    unsaved = [entry for entry in session.new if isinstance(entry, LogEntry)]
    if unsaved:
        return unsaved[-1].hash
    with session.no_autoflush:
        return session.scalar(_newest()) or ""


def _newest() -> Any:
    return select(LogEntry.hash).order_by(LogEntry.id.desc()).limit(1)


def _waits(session: Session) -> bool:
    """On PostgreSQL many write at once, and none sees the rows of the others before they commit."""
    return session.get_bind().dialect.name == "postgresql"


def _wait(session: Session, rows: list[Row]) -> None:
    if not session.in_transaction():
        session.begin()
    session.info.setdefault(WAITING, []).extend(rows)


@event.listens_for(Session, "before_commit")
def _write_waiting(session: Session) -> None:
    """One transaction after the other takes its place in the chain, from the lock to its commit.

    The newest row is read on a connection of its own: this transaction sees the past of its beginning,
    and what it reads itself would make PostgreSQL refuse it beside others.
    """
    if session.in_nested_transaction() or not session.info.get(WAITING):
        return
    session.flush()
    rows: list[Row] = session.info.pop(WAITING)
    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    with session.get_bind().engine.connect() as other:
        previous = other.execution_options(isolation_level="AUTOCOMMIT").scalar(_newest()) or ""
    _chain(rows, previous)
    session.execute(insert(LogEntry), rows)


@event.listens_for(Session, "after_transaction_end")
def _forget_waiting(session: Session, transaction: SessionTransaction) -> None:
    """What was rolled back has not happened."""
    if transaction.parent is None:
        session.info.pop(WAITING, None)
