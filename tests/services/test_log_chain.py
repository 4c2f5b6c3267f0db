"""A row of the log that was changed, taken away or put between is found."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from consult.models import Person
from consult.services.log import Entry, record, record_all
from consult.services.log_chain import Verdict, verify_log
from tests.factories import NOW, make_person


@pytest.fixture
def log(session: Session) -> Session:
    """Ten more things that happened, six of them at once."""
    person = make_person(session)
    for number in range(2):
        record(
            session, "thing.done", actor=person, now=NOW, subject="person", subject_id=number, at_all=("ä",)
        )
    entries = [Entry("thing.done", "person", number, {"fields": ["nimi"]}) for number in range(6)]
    record_all(session, entries, actor=person, now=NOW + timedelta(microseconds=7))
    for _ in range(2):
        record(session, "clock.struck", actor=None, now=NOW)
    session.flush()
    return session


def verify(session: Session, wanted: str = "") -> Verdict:
    """What is found in what the database holds."""
    session.flush()
    session.expire_all()
    return verify_log(session, wanted=wanted)


def test_an_untouched_log_is_whole(log: Session) -> None:
    verdict = verify(log)
    assert verdict.is_whole
    assert verdict.count == 11
    assert len(verdict.head) == 64


def test_an_empty_one_too(session: Session) -> None:
    assert verify(session) == Verdict(count=0, head="", broken=(), holds_wanted=True)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log_entry SET action = 'thing.undone' WHERE id = :id",
        "UPDATE log_entry SET actor_id = NULL WHERE id = :id",
        "UPDATE log_entry SET at = '2027-01-20 07:42:00.000001' WHERE id = :id",
        "UPDATE log_entry SET details = '{\"fields\": []}' WHERE id = :id",
        "UPDATE log_entry SET subject_id = 99 WHERE id = :id",
        "UPDATE log_entry SET hash = 'x' WHERE id = :id",
    ],
)
def test_one_row_that_was_changed_is_found(log: Session, change: str) -> None:
    (row,) = log.execute(text("SELECT id FROM log_entry ORDER BY id LIMIT 1 OFFSET 5")).scalars()
    log.execute(text(change), {"id": row})
    verdict = verify(log)
    assert not verdict.is_whole
    assert verdict.broken[0][0] == row


def test_one_that_was_taken_away_is_found(log: Session) -> None:
    rows = list(log.execute(text("SELECT id FROM log_entry ORDER BY id")).scalars())
    log.execute(text("DELETE FROM log_entry WHERE id = :id"), {"id": rows[4]})
    assert [number for number, _ in verify(log).broken] == [rows[5]]


def test_an_end_that_was_taken_away_is_found_by_a_hash_noted_earlier(log: Session) -> None:
    noted = verify(log).head
    log.execute(text("DELETE FROM log_entry WHERE id = (SELECT max(id) FROM log_entry)"))
    assert verify(log).is_whole
    assert not verify(log, noted).is_whole


def test_what_was_noted_earlier_is_still_in_a_longer_log(log: Session) -> None:
    noted = verify(log).head
    record(log, "clock.struck", actor=None, now=NOW)
    assert verify(log, noted).is_whole


def test_what_is_undone_with_a_savepoint_leaves_no_gap(log: Session) -> None:
    savepoint = log.begin_nested()
    record(log, "thing.done", actor=None, now=NOW)
    log.flush()
    savepoint.rollback()
    record(log, "thing.done", actor=log.query(Person).first(), now=NOW)
    assert verify(log).is_whole
