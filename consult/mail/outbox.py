"""The worker's side of the outbox: claim what is due, send it, try again later what could not be sent."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine, select

from consult.config import Config
from consult.db import writing_session
from consult.mail.render import Overtaken, render_mail
from consult.mail.transport import Transport
from consult.models import OutboxMail

log = structlog.get_logger("consult.mail")

#: Minutes until the next try; the last one is repeated until the tries are used up.
BACKOFF = (1, 5, 15, 60)
MAX_ATTEMPTS = 8
#: While a mail is being sent nobody else takes it; a worker that dies gives it back after this.
LEASE = timedelta(minutes=5)
BATCH = 20
ERROR_LENGTH = 500


def deliver_due(
    engine: Engine, config: Config, transport: Transport, *, clock: Callable[[], datetime]
) -> int:
    """Send what is due now and return how many mails were taken in hand; several workers may do this."""
    claimed = claim_due(engine, now=clock())
    for mail_id in claimed:
        _deliver(engine, config, transport, mail_id, clock=clock)
    return len(claimed)


def claim_due(engine: Engine, *, now: datetime) -> list[int]:
    """Take a batch for a while: the write lock on SQLite and skipped locks on PostgreSQL keep it ours."""
    due = (
        select(OutboxMail)
        .where(OutboxMail.sent_at.is_(None), OutboxMail.failed_at.is_(None), OutboxMail.next_try_at <= now)
        .order_by(OutboxMail.next_try_at, OutboxMail.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    with writing_session(engine) as session:
        mails = session.scalars(due).all()
        for mail in mails:
            mail.attempts += 1
            mail.next_try_at = now + LEASE
        claimed = [mail.id for mail in mails]
        session.commit()
    return claimed


def _deliver(
    engine: Engine, config: Config, transport: Transport, mail_id: int, *, clock: Callable[[], datetime]
) -> None:
    try:
        with writing_session(engine) as session:
            message = render_mail(session, session.get_one(OutboxMail, mail_id), config, now=clock())
            # The secrets in it must be good before anybody can read them.
            session.commit()
        transport(message, clock())
    except Overtaken:
        _close(engine, mail_id, lambda mail: _give_up(mail, "overtaken by a newer mail", now=clock()))
    except Exception as error:
        # Whatever went wrong with one mail, the others are sent, and this one is tried again.
        log.warning("mail not sent", mail=mail_id, error=type(error).__name__)
        reason = f"{type(error).__name__}: {error}"
        _close(engine, mail_id, lambda mail: _postpone(mail, reason, now=clock()))
    else:
        _close(engine, mail_id, lambda mail: _mark_sent(mail, now=clock()))


def _close(engine: Engine, mail_id: int, change: Callable[[OutboxMail], None]) -> None:
    with writing_session(engine) as session:
        change(session.get_one(OutboxMail, mail_id))
        session.commit()


def _mark_sent(mail: OutboxMail, *, now: datetime) -> None:
    mail.sent_at = now
    mail.error = ""


def _postpone(mail: OutboxMail, reason: str, *, now: datetime) -> None:
    if mail.attempts >= MAX_ATTEMPTS:
        _give_up(mail, reason, now=now)
        return
    mail.error = reason[:ERROR_LENGTH]
    minutes = BACKOFF[min(mail.attempts, len(BACKOFF)) - 1]
    mail.next_try_at = now + timedelta(minutes=minutes)


def _give_up(mail: OutboxMail, reason: str, *, now: datetime) -> None:
    mail.failed_at = now
    mail.error = reason[:ERROR_LENGTH]
