"""Signing in without a password: a link and a code by mail, each good for ten minutes and for one use."""

import hmac
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session, joinedload

from consult.errors import Invalid
from consult.models import OutboxMail, Person, Token, TokenPurpose
from consult.services.log import record
from consult.services.outbox import queue_mail, queue_mail_to_stranger
from consult.services.people import find_person, normal_address
from consult.services.secrets import derive_code, derive_secret, hash_code, hash_secret, new_secret

LIFETIME = timedelta(minutes=10)
DEMONSTRATION_LIFETIME = timedelta(days=1)
MAX_TRIES = 5
MAILS = ("sign_in", "sign_in_unknown")
#: How many sign-in mails one address gets within a time; what is above is silently not sent.
MAIL_LIMITS = ((3, timedelta(minutes=15)), (10, timedelta(days=1)))
ORDINARY = frozenset({TokenPurpose.SIGN_IN})


def dead_link() -> Invalid:
    """What is said of a link that does not work, whatever the reason."""
    return Invalid("The link has expired or has been used. Ask for a new one.")


def wrong_code() -> Invalid:
    """What is said of a code that does not work, whatever the reason."""
    return Invalid(
        "The code is wrong or has expired. Check the newest mail or ask for a new one.", field="code"
    )


@dataclass(frozen=True)
class Secrets:
    """What the mail carries; only hashes of it are stored."""

    link: str
    code: str
    expires_at: datetime


def request_sign_in(session: Session, address: str, *, language: str, next_path: str, now: datetime) -> str:
    """Queue a mail to the address, known or not, and return the challenge that its code will answer.

    The same work is done and the same answer given for every address. Above the limit nothing is sent and
    nothing earlier is invalidated, so that nobody is locked out of a link already mailed.
    """
    address = normal_address(address)
    challenge = new_secret()
    if _has_had_enough(session, address, now=now):
        return challenge
    person = find_person(session, address)
    if person is not None:
        _revoke_older(session, person, now=now)
    token = Token(
        purpose=TokenPurpose.SIGN_IN,
        # The real secrets are made when the mail is, so that they are never stored anywhere.
        link_hash=hash_secret(new_secret()),
        challenge_hash=hash_secret(challenge),
        person_id=None if person is None else person.id,
        next_path=next_path,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(token)
    session.flush()
    _queue(session, token, person, address=address, language=language, now=now)
    return challenge


def mint_secrets(session: Session, token_id: int, *, key: str, now: datetime) -> Secrets | None:
    """The secrets of a mail that is about to leave; None when the request has been overtaken.

    They are good for ten minutes from now. A second try of the same mail carries the same ones: when the
    first arrived after all, its link still works.
    """
    token = session.get(Token, token_id)
    if token is None or token.used_at is not None or token.revoked_at is not None:
        return None
    about = (token.purpose.value, token.id, token.challenge_hash)
    secrets = Secrets(
        link=derive_secret(key, *about, "link"),
        code=derive_code(key, *about, "code"),
        expires_at=now + LIFETIME,
    )
    token.link_hash = hash_secret(secrets.link)
    token.code_hash = hash_code(secrets.code, salt=token.link_hash)
    token.expires_at = secrets.expires_at
    session.flush()
    return secrets


def make_demonstration_link(session: Session, person: Person, *, now: datetime) -> str:
    """A link that works for a day and many times; only demonstration mode accepts it."""
    secret = new_secret()
    session.add(
        Token(
            purpose=TokenPurpose.DEMONSTRATION,
            link_hash=hash_secret(secret),
            person_id=person.id,
            created_at=now,
            expires_at=now + DEMONSTRATION_LIFETIME,
        )
    )
    session.flush()
    return secret


def find_link(session: Session, secret: str, *, purposes: Set[TokenPurpose], now: datetime) -> Token | None:
    """The token of a link, if it is for one of these purposes and still good; looking does not use it."""
    statement = (
        select(Token)
        .join(Token.person)
        .options(joinedload(Token.person))
        .where(
            Token.link_hash == hash_secret(secret),
            Token.purpose.in_(purposes),
            Token.expires_at > now,
            Token.used_at.is_(None),
            Token.revoked_at.is_(None),
            Person.disabled_at.is_(None),
        )
    )
    return session.scalars(statement).one_or_none()


def use_link(session: Session, secret: str, *, purposes: Set[TokenPurpose], now: datetime) -> Token:
    """Use a link: of many at once exactly one succeeds."""
    token = find_link(session, secret, purposes=purposes, now=now)
    if token is None or not _use(session, token, now=now):
        raise dead_link()
    return token


def use_code(session: Session, challenge: str, code: str, *, now: datetime) -> Token | None:
    """The token whose code this is, used; a wrong code counts as one of five tries of its challenge."""
    statement = (
        select(Token)
        .join(Token.person)
        .options(joinedload(Token.person))
        .where(
            Token.challenge_hash == hash_secret(challenge),
            Token.purpose == TokenPurpose.SIGN_IN,
            Token.code_hash != "",
            Token.expires_at > now,
            Token.used_at.is_(None),
            Token.revoked_at.is_(None),
            Token.tries < MAX_TRIES,
            Person.disabled_at.is_(None),
        )
    )
    token = session.scalars(statement).one_or_none()
    given = "".join(code.split())
    # The slow hash is computed for everybody, so that time tells nothing about the address.
    expected = hash_code(given, salt=token.link_hash if token else hash_secret(challenge))
    if token is None:
        return None
    token.tries += 1
    session.flush()
    is_right = hmac.compare_digest(expected, token.code_hash)
    return token if is_right and _use(session, token, now=now) else None


def _use(session: Session, token: Token, *, now: datetime) -> bool:
    if token.purpose is TokenPurpose.SIGN_IN:
        used = update(Token).where(Token.id == token.id, Token.used_at.is_(None)).values(used_at=now)
        result = session.execute(used, execution_options={"synchronize_session": False})
        if not isinstance(result, CursorResult) or result.rowcount != 1:
            return False
    record(session, "person.signed_in", actor=token.person, now=now, subject="token", subject_id=token.id)
    return True


def _has_had_enough(session: Session, address: str, *, now: datetime) -> bool:
    for count, span in MAIL_LIMITS:
        statement = select(func.count(OutboxMail.id)).where(
            OutboxMail.address == address,
            OutboxMail.template.in_(MAILS),
            OutboxMail.created_at > now - span,
        )
        if (session.scalar(statement) or 0) >= count:
            return True
    return False


def _revoke_older(session: Session, person: Person, *, now: datetime) -> None:
    session.execute(
        update(Token)
        .where(
            Token.person_id == person.id,
            Token.purpose == TokenPurpose.SIGN_IN,
            Token.used_at.is_(None),
            Token.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


def _queue(
    session: Session, token: Token, person: Person | None, *, address: str, language: str, now: datetime
) -> None:
    params, dedupe = {"token_id": token.id}, f"sign_in:{token.id}"
    if person is not None:
        queue_mail(session, "sign_in", person=person, params=params, dedupe=dedupe, now=now)
        return
    queue_mail_to_stranger(
        session, "sign_in_unknown", address=address, language=language, params={}, dedupe=dedupe, now=now
    )
