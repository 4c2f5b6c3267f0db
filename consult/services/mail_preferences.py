"""How often a person gets mail: chosen when signed in, or ended by the link of any mail."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import MailPace, Person, Token, TokenPurpose
from consult.services.log import record
from consult.services.secrets import derive_secret, hash_secret
from consult.services.sign_in import find_link

LIFETIME = timedelta(days=5 * 365)
RENEWED_WHEN_LEFT = timedelta(days=4 * 365)
PURPOSES = frozenset({TokenPurpose.UNSUBSCRIBE})


def choose_mails(
    session: Session, person: Person, *, pace: MailPace, wants_reminders: bool, now: datetime
) -> None:
    """The person's own choice; the log keeps when it was made."""
    if (person.mail_pace, person.wants_reminders) == (pace, wants_reminders):
        return
    person.mail_pace, person.wants_reminders = pace, wants_reminders
    record(
        session,
        "person.mails",
        actor=person,
        now=now,
        subject="person",
        subject_id=person.id,
        pace=pace.value,
        reminders=wants_reminders,
    )
    session.flush()


def make_unsubscribe_link(session: Session, person: Person, *, key: str, now: datetime) -> str:
    """The secret of the link that ends news for a person, the same in every mail and good for years."""
    secret = derive_secret(key, TokenPurpose.UNSUBSCRIBE.value, person.id, person.created_at.isoformat())
    token = session.scalar(select(Token).where(Token.link_hash == hash_secret(secret)))
    if token is None:
        token = Token(
            purpose=TokenPurpose.UNSUBSCRIBE,
            link_hash=hash_secret(secret),
            person_id=person.id,
            created_at=now,
            expires_at=now + LIFETIME,
        )
        session.add(token)
    elif token.expires_at - now < RENEWED_WHEN_LEFT:
        token.expires_at = now + LIFETIME
    session.flush()
    return secret


def find_subscriber(session: Session, secret: str, *, now: datetime) -> Person:
    """Whose news the link ends; looking ends nothing."""
    token = find_link(session, secret, purposes=PURPOSES, now=now)
    if token is None or token.person is None:
        raise Invalid("The link no longer works. Sign in and choose your mails yourself.")
    return token.person


def unsubscribe(session: Session, secret: str, *, now: datetime) -> Person:
    """No more news and reminders; questions to the person and sign-in links still come."""
    person = find_subscriber(session, secret, now=now)
    choose_mails(session, person, pace=MailPace.NEEDED, wants_reminders=False, now=now)
    return person
