"""A mail is put into the outbox in the transaction that caused it, and leaves after the commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.models import OutboxMail, Person


def queue_mail(
    session: Session,
    template: str,
    *,
    person: Person,
    params: Mapping[str, object],
    dedupe: str,
    now: datetime,
) -> OutboxMail | None:
    """Queue a mail to a person; the same `dedupe` a second time queues nothing."""
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
