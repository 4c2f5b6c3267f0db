"""Browsers that are signed in."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Person, SignedInSession
from consult.services import sessions
from tests.factories import NOW, make_person

HOUR = timedelta(hours=1)


@pytest.fixture
def secret(session: Session, agent: Person) -> str:
    """The secret of a session that has just begun."""
    return sessions.start_session(session, agent, now=NOW)


def test_only_the_hash_is_stored(session: Session, secret: str) -> None:
    row = session.scalars(select(SignedInSession)).one()
    assert secret not in {str(value) for value in vars(row).values()}
    assert row.id_hash != secret
    assert len(row.id_hash) == 64


def test_the_secret_finds_its_person(session: Session, agent: Person, secret: str) -> None:
    found = sessions.find_session(session, secret, now=NOW)
    assert found is not None
    assert found.person is agent
    assert sessions.find_session(session, secret[:-1], now=NOW) is None


def test_an_ended_session_is_gone_for_every_copy(session: Session, secret: str) -> None:
    sessions.end_session(session, secret, now=NOW)
    assert sessions.find_session(session, secret, now=NOW) is None


def test_ending_all_of_a_person_leaves_those_of_others(session: Session, agent: Person, secret: str) -> None:
    other = sessions.start_session(session, make_person(session), now=NOW)
    sessions.end_sessions(session, agent, now=NOW)
    assert sessions.find_session(session, secret, now=NOW) is None
    assert sessions.find_session(session, other, now=NOW) is not None


def test_a_disabled_person_is_signed_out_at_the_next_request(
    session: Session, agent: Person, secret: str
) -> None:
    agent.disabled_at = NOW
    session.flush()
    assert sessions.find_session(session, secret, now=NOW) is None


def test_thirty_days_are_the_end(session: Session, secret: str) -> None:
    assert sessions.find_session(session, secret, now=NOW + timedelta(days=30, seconds=-1)) is not None
    assert sessions.find_session(session, secret, now=NOW + timedelta(days=30)) is None


@pytest.mark.parametrize(
    ("is_privileged", "quiet", "lapsed"),
    [
        (False, 12 * HOUR - timedelta(seconds=1), False),
        (False, 12 * HOUR, True),
        (True, 2 * HOUR - timedelta(seconds=1), False),
        (True, 2 * HOUR, True),
    ],
)
def test_quiet_sessions_lapse(
    session: Session, secret: str, *, is_privileged: bool, quiet: timedelta, lapsed: bool
) -> None:
    found = sessions.find_session(session, secret, now=NOW)
    assert found is not None
    assert sessions.has_lapsed(found, is_privileged=is_privileged, now=NOW + quiet) is lapsed


@pytest.mark.parametrize(("is_privileged", "lapsed"), [(True, True), (False, False)])
def test_agents_and_administrators_sign_in_every_twelve_hours(
    session: Session, secret: str, *, is_privileged: bool, lapsed: bool
) -> None:
    later = NOW + 12 * HOUR
    found = sessions.find_session(session, secret, now=NOW)
    assert found is not None
    sessions.touch_session(session, found.id, now=later)
    session.refresh(found)
    assert sessions.has_lapsed(found, is_privileged=is_privileged, now=later) is lapsed


def test_seen_is_written_once_a_minute(session: Session, secret: str) -> None:
    found = sessions.find_session(session, secret, now=NOW)
    assert found is not None
    assert not sessions.needs_touch(found, now=NOW + timedelta(seconds=59))
    assert sessions.needs_touch(found, now=NOW + timedelta(seconds=60))
