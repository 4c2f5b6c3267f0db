"""A personal link reads the calendar of one consultation and nothing else, until it is taken back."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from consult.models import Consultation, Person, Token, TokenPurpose
from consult.services.log import record
from consult.services.secrets import derive_secret, hash_secret, new_secret

LASTS = timedelta(days=730)


def make_calendar_link(
    session: Session, consultation: Consultation, person: Person, *, key: str, now: datetime
) -> Token:
    """A new link; the earlier ones of the person here stop working."""
    revoke_calendar_links(session, consultation, person, now=now)
    token = Token(
        purpose=TokenPurpose.CALENDAR,
        link_hash=hash_secret(new_secret()),
        person_id=person.id,
        next_path=consultation.slug,
        created_at=now,
        expires_at=now + LASTS,
    )
    session.add(token)
    session.flush()
    token.link_hash = hash_secret(secret_of(token, key=key))
    record(session, "calendar.linked", actor=person, now=now, subject="token", subject_id=token.id)
    session.flush()
    return token


def revoke_calendar_links(
    session: Session, consultation: Consultation, person: Person, *, now: datetime
) -> None:
    """Calendars that use the links get nothing any more."""
    for token in session.scalars(_standing(consultation, person, now)).all():
        token.revoked_at = now
        record(session, "calendar.unlinked", actor=person, now=now, subject="token", subject_id=token.id)
    session.flush()


def find_calendar_link(
    session: Session, consultation: Consultation, person: Person, *, now: datetime
) -> Token | None:
    """The person's link that works now."""
    return session.scalar(_standing(consultation, person, now).order_by(Token.id.desc()).limit(1))


def secret_of(token: Token, *, key: str) -> str:
    """What stands in the link; only who holds the key of the site can make it."""
    return derive_secret(key, TokenPurpose.CALENDAR, token.id)


def calendar_reader(session: Session, secret: str, *, slug: str, now: datetime) -> Person | None:
    """Whose link this is; a link of another purpose, of another consultation or taken back is nobody's."""
    token = session.scalar(
        select(Token)
        .options(joinedload(Token.person))
        .where(
            Token.link_hash == hash_secret(secret),
            Token.purpose == TokenPurpose.CALENDAR,
            Token.next_path == slug,
            Token.revoked_at.is_(None),
            Token.expires_at > now,
        )
    )
    if token is None or token.person is None or token.person.disabled_at is not None:
        return None
    return token.person


def _standing(consultation: Consultation, person: Person, now: datetime) -> Select[Token]:
    return select(Token).where(
        Token.purpose == TokenPurpose.CALENDAR,
        Token.person_id == person.id,
        Token.next_path == consultation.slug,
        Token.revoked_at.is_(None),
        Token.expires_at > now,
    )
