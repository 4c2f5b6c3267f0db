"""News that a person wants once a day or once a week is gathered into one mail that leaves in the morning."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models import MailPace, OutboxMail, Person, Trouble

MORNING = time(7)
#: A digest holds so many events; what is beyond goes into the next one at once.
MAX_EVENTS = 50


def gather_digests(session: Session, *, now: datetime, zone: str) -> int:
    """Queue the digests that are due and return how many; the same event is never in two of them."""
    oldest = (
        select(OutboxMail.person_id, func.min(OutboxMail.created_at))
        .where(OutboxMail.waits_for_digest, OutboxMail.digest_id.is_(None), OutboxMail.failed_at.is_(None))
        .group_by(OutboxMail.person_id)
        .order_by(OutboxMail.person_id)
    )
    count = 0
    for person_id, since in session.execute(oldest).all():
        person = session.get_one(Person, person_id)
        slot = latest_slot(person.mail_pace, now=now, zone=zone)
        if slot is None or person.disabled_at is not None:
            _drop(_waiting(session, person, now), now)
        elif since <= slot:
            _gather(session, person, _waiting(session, person, slot), now)
            count += 1
    session.flush()
    return count


def latest_slot(pace: MailPace, *, now: datetime, zone: str) -> datetime | None:
    """The newest moment at which a digest of this pace leaves: every morning, or on Mondays."""
    if pace is MailPace.NEEDED:
        return None
    if pace is MailPace.AT_ONCE:
        return now
    place = ZoneInfo(zone)
    here = now.astimezone(place)
    day = here.date() if here.time() >= MORNING else here.date() - timedelta(days=1)
    if pace is MailPace.WEEKLY:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, MORNING, place).astimezone(UTC)


def _waiting(session: Session, person: Person, until: datetime) -> Sequence[OutboxMail]:
    return session.scalars(
        select(OutboxMail)
        .where(
            OutboxMail.person_id == person.id,
            OutboxMail.waits_for_digest,
            OutboxMail.digest_id.is_(None),
            OutboxMail.failed_at.is_(None),
            OutboxMail.created_at <= until,
        )
        .order_by(OutboxMail.id)
        .limit(MAX_EVENTS)
    ).all()


def _gather(session: Session, person: Person, events: Sequence[OutboxMail], now: datetime) -> None:
    digest = OutboxMail(
        template="digest",
        address=person.email,
        person_id=person.id,
        language=person.language,
        params={"mail_ids": [event.id for event in events]},
        dedupe=f"digest:{person.id}:{events[-1].id}",
        created_at=now,
        next_try_at=now,
    )
    session.add(digest)
    session.flush()
    for event in events:
        event.digest_id = digest.id


def _drop(events: Sequence[OutboxMail], now: datetime) -> None:
    for event in events:
        event.failed_at = event.dropped_at = now
        event.trouble = Trouble.UNWANTED
