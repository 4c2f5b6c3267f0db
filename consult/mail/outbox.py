"""The worker's side of the outbox: claim what is due, send it, try again later what could not be sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

from consult.config import Config
from consult.db import writing_session
from consult.mail.render import Overtaken, render_mail
from consult.mail.transport import Transport
from consult.mail.trouble import detail_of, trouble_of
from consult.models import OutboxMail, Trouble
from consult.services.outbox import LEASE
from consult.services.sign_in import MAILS

log = structlog.get_logger("consult.mail")

#: Minutes until the next try; the last one is repeated until the tries are used up.
BACKOFF = (1, 5, 15, 60)
MAX_ATTEMPTS = 8
BATCH = 20


class Claim(NamedTuple):
    """A mail that is ours for a while; the number of the attempt tells our claim from a later one."""

    mail_id: int
    attempt: int


def deliver_due(
    engine: Engine, config: Config, transport: Transport, *, clock: Callable[[], datetime]
) -> int:
    """Send what is due now and return how many mails were taken in hand; several workers may do this."""
    claims = claim_due(engine, now=clock())
    for claim in claims:
        _deliver(engine, config, transport, claim, clock=clock)
    return len(claims)


def claim_due(engine: Engine, *, now: datetime) -> list[Claim]:
    """Take a batch for a while: the write lock on SQLite and skipped locks on PostgreSQL keep it ours.

    Somebody waits at the screen for a sign-in mail, so these go before all others.
    """
    due = (
        select(OutboxMail)
        .where(
            OutboxMail.sent_at.is_(None),
            OutboxMail.failed_at.is_(None),
            OutboxMail.waits_for_digest.is_(False),
            OutboxMail.next_try_at <= now,
        )
        .order_by(OutboxMail.template.in_(MAILS).desc(), OutboxMail.next_try_at, OutboxMail.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    with writing_session(engine) as session:
        mails = session.scalars(due).all()
        for mail in mails:
            mail.attempts += 1
            mail.next_try_at = now + LEASE
        claims = [Claim(mail.id, mail.attempts) for mail in mails]
        session.commit()
    return claims


def _deliver(
    engine: Engine, config: Config, transport: Transport, claim: Claim, *, clock: Callable[[], datetime]
) -> None:
    try:
        with writing_session(engine) as session:
            mail = session.get_one(OutboxMail, claim.mail_id)
            if not _is_ours(mail, claim):
                return
            # The mails before it in the batch may have taken long: nobody else may take it now.
            mail.next_try_at = clock() + LEASE
            message = render_mail(session, mail, config, now=clock())
            # The secrets in it must be good before anybody can read them.
            session.commit()
        transport(message, clock())
    except Overtaken:
        _close(engine, claim, lambda mail: _drop(mail, Trouble.OVERTAKEN, now=clock()))
    except Exception as error:
        # Whatever went wrong with one mail, the others are sent, and this one is tried again.
        failure = error
        log.warning("mail not sent", mail=claim.mail_id, error=type(error).__name__)
        _close(engine, claim, lambda mail: _postpone(mail, failure, now=clock()))
    else:
        _close(engine, claim, lambda mail: _mark_sent(mail, now=clock()))


def _is_ours(mail: OutboxMail, claim: Claim) -> bool:
    """Nobody has left it unsent meanwhile, and no other worker has taken it."""
    return mail.attempts == claim.attempt and mail.sent_at is None and mail.failed_at is None


def _close(engine: Engine, claim: Claim, change: Callable[[OutboxMail], None]) -> None:
    """Write down what became of it; a database that is busy for a moment must not send a mail twice."""
    for is_last in (False, False, True):
        with writing_session(engine) as session:
            try:
                change(session.get_one(OutboxMail, claim.mail_id))
                session.commit()
            except OperationalError:
                if is_last:
                    raise
                continue
        return


def _mark_sent(mail: OutboxMail, *, now: datetime) -> None:
    mail.sent_at = now
    mail.failed_at = mail.dropped_at = mail.trouble = None
    mail.error = ""


def _postpone(mail: OutboxMail, error: Exception, *, now: datetime) -> None:
    if mail.failed_at is not None:
        return
    mail.trouble = trouble_of(error)
    mail.error = detail_of(error)
    if mail.attempts >= MAX_ATTEMPTS:
        mail.failed_at = now
        return
    minutes = BACKOFF[min(mail.attempts, len(BACKOFF)) - 1]
    mail.next_try_at = now + timedelta(minutes=minutes)


def _drop(mail: OutboxMail, trouble: Trouble, *, now: datetime) -> None:
    mail.failed_at = mail.dropped_at = now
    mail.trouble = trouble
