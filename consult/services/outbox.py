"""A mail is put into the outbox in the transaction that caused it, and leaves after the commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.errors import NotAllowed
from consult.models import OutboxMail, Person, Trouble
from consult.services.log import record
from consult.services.mail_kinds import Treatment, treatment_of

#: While a mail is being sent nobody else takes it; a worker that dies gives it back after this.
LEASE = timedelta(minutes=5)


def queue_mail(
    session: Session,
    template: str,
    *,
    person: Person,
    params: Mapping[str, object],
    dedupe: str,
    now: datetime,
) -> OutboxMail | None:
    """Queue a mail to a person; the same `dedupe` a second time queues nothing.

    What the person does not want is kept as such, so that everybody can see why no mail came.
    """
    treatment = treatment_of(template, person)
    is_unwanted = treatment is Treatment.NOT_AT_ALL
    return _queue(
        session,
        OutboxMail(
            template=template,
            address=person.email,
            person_id=person.id,
            language=person.language,
            params=dict(params),
            dedupe=dedupe,
            created_at=now,
            next_try_at=now,
            waits_for_digest=treatment is Treatment.DIGEST,
            failed_at=now if is_unwanted else None,
            dropped_at=now if is_unwanted else None,
            trouble=Trouble.UNWANTED if is_unwanted else None,
        ),
    )


def queue_mail_to_stranger(
    session: Session,
    template: str,
    *,
    address: str,
    language: str,
    params: Mapping[str, object],
    dedupe: str,
    now: datetime,
) -> OutboxMail | None:
    """Queue a mail to an address that belongs to nobody we know."""
    return _queue(
        session,
        OutboxMail(
            template=template,
            address=address,
            language=language,
            params=dict(params),
            dedupe=dedupe,
            created_at=now,
            next_try_at=now,
        ),
    )


def _queue(session: Session, mail: OutboxMail) -> OutboxMail | None:
    known = session.scalar(select(OutboxMail.id).where(OutboxMail.dedupe == mail.dedupe))
    if known is not None:
        return None
    session.add(mail)
    session.flush()
    return mail


@dataclass(frozen=True)
class Letter:
    """One of many mails that leave at once."""

    address: str
    language: str
    person_id: int | None
    params: Mapping[str, object]
    dedupe: str


def queue_letters(session: Session, template: str, letters: Sequence[Letter], *, now: datetime) -> None:
    """Queue hundreds of mails in one statement; a `dedupe` that is known is a fault of the caller."""
    if not letters:
        return
    session.execute(
        insert(OutboxMail),
        [
            {
                "template": template,
                "address": letter.address,
                "language": letter.language,
                "person_id": letter.person_id,
                "params": dict(letter.params),
                "dedupe": letter.dedupe,
                "created_at": now,
                "next_try_at": now,
                "attempts": 0,
                "error": "",
            }
            for letter in letters
        ],
    )


def retry_mail(session: Session, mail: OutboxMail, *, actor: Person, now: datetime) -> None:
    """Send it again from the beginning of its tries; one that may be on its way this minute is left alone."""
    if mail.sent_at is not None:
        raise NotAllowed("The mail has been sent already.")
    if mail.trouble in {Trouble.OVERTAKEN, Trouble.UNWANTED}:
        raise NotAllowed("Nobody needs this mail any more.")
    if mail.failed_at is None and mail.next_try_at <= now + LEASE:
        raise NotAllowed("The mail is tried again within a few minutes.")
    mail.failed_at = mail.dropped_at = None
    mail.attempts, mail.next_try_at = 0, now
    _log(session, "mail.retried", mail, actor=actor, now=now)


def retry_failed(session: Session, *, actor: Person, now: datetime) -> int:
    """The same for every mail that was given up and that somebody still waits for."""
    failed = select(OutboxMail).where(OutboxMail.failed_at.is_not(None), OutboxMail.dropped_at.is_(None))
    mails = session.scalars(failed.order_by(OutboxMail.id)).all()
    for mail in mails:
        retry_mail(session, mail, actor=actor, now=now)
    return len(mails)


def leave_unsent(session: Session, mail: OutboxMail, *, actor: Person, now: datetime) -> None:
    """Nobody waits for it any more; it can still be sent later."""
    if mail.sent_at is not None:
        raise NotAllowed("The mail has been sent already.")
    if mail.dropped_at is not None:
        return
    mail.failed_at = mail.failed_at or now
    mail.dropped_at, mail.trouble = now, Trouble.LEFT
    _log(session, "mail.left", mail, actor=actor, now=now)


def _log(session: Session, action: str, mail: OutboxMail, *, actor: Person, now: datetime) -> None:
    record(session, action, actor=actor, now=now, subject="outbox_mail", subject_id=mail.id)
    session.flush()
