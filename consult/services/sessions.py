"""Browsers that are signed in: started, found, kept alive and ended here, by the hash of their secret."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from consult.models import Person, SignedInSession
from consult.services.secrets import hash_secret, new_secret

IDLE = timedelta(hours=12)
IDLE_PRIVILEGED = timedelta(hours=2)
ABSOLUTE = timedelta(days=30)
ABSOLUTE_PRIVILEGED = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)


def start_session(
    session: Session, person: Person, *, now: datetime, consultation_id: int | None = None
) -> str:
    """A new signed-in session; its secret is returned once and never stored.

    With a consultation it reaches nothing beyond it: that is how an invitation signs in.
    """
    secret = new_secret()
    session.add(
        SignedInSession(
            id_hash=hash_secret(secret),
            person_id=person.id,
            consultation_id=consultation_id,
            created_at=now,
            seen_at=now,
            expires_at=now + ABSOLUTE,
        )
    )
    session.flush()
    return secret


def find_session(session: Session, secret: str, *, now: datetime) -> SignedInSession | None:
    """The session of this secret with its person, unless it is ended, too old, or the person is disabled."""
    statement = (
        select(SignedInSession)
        .join(SignedInSession.person)
        .options(joinedload(SignedInSession.person))
        .where(
            SignedInSession.id_hash == hash_secret(secret),
            SignedInSession.ended_at.is_(None),
            SignedInSession.expires_at > now,
            Person.disabled_at.is_(None),
        )
    )
    return session.scalars(statement).one_or_none()


def has_lapsed(signed_in: SignedInSession, *, is_privileged: bool, now: datetime) -> bool:
    """Whether it has been quiet or alive for too long; administrators and agents have shorter times."""
    idle = IDLE_PRIVILEGED if is_privileged else IDLE
    absolute = ABSOLUTE_PRIVILEGED if is_privileged else ABSOLUTE
    return now >= signed_in.seen_at + idle or now >= signed_in.created_at + absolute


def needs_touch(signed_in: SignedInSession, *, now: datetime) -> bool:
    """A session is marked as seen at most once a minute."""
    return now >= signed_in.seen_at + SEEN_EVERY


def touch_session(session: Session, session_id: int, *, now: datetime) -> None:
    """Mark the session as seen now."""
    session.execute(
        update(SignedInSession)
        .where(SignedInSession.id == session_id, SignedInSession.ended_at.is_(None))
        .values(seen_at=now)
    )


def end_session(session: Session, secret: str, *, now: datetime) -> None:
    """End one session: every copy of its cookie is worthless from now on."""
    session.execute(
        update(SignedInSession)
        .where(SignedInSession.id_hash == hash_secret(secret), SignedInSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_sessions(session: Session, person: Person, *, now: datetime) -> None:
    """End every session of a person."""
    session.execute(
        update(SignedInSession)
        .where(SignedInSession.person_id == person.id, SignedInSession.ended_at.is_(None))
        .values(ended_at=now)
    )
