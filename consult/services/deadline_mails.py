"""Before a round closes, who has not answered is reminded: a week before and the day before, once each."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Consultation, OutboxMail, Person, Reminder, Round
from consult.reports.openings import load_ending
from consult.reports.unanswered import who_could_answer
from consult.services.log import record
from consult.services.outbox import queue_mail
from consult.services.submissions import find_submission

TEMPLATE = "deadline"
DAYS_BEFORE = (7, 1)
MORNING = time(8)
#: Later than this after its morning a reminder is left out; the next one tells the deadline.
WINDOW = timedelta(hours=12)
#: Who has just been told of the round, or been reminded by the agent, is left in peace.
PEACE = timedelta(days=2)
#: Queued at a time, so that nobody waits long for the database.
BATCH = 100


def queue_deadline_mails(session: Session, *, now: datetime, zone: str) -> int:
    """Queue what is due now, one mail for each person and round however many organisations they lead."""
    horizon = timedelta(days=max(DAYS_BEFORE) + 1)
    closing = (
        select(Round)
        .join(Consultation, Consultation.id == Round.consultation_id)
        .where(Consultation.sends_reminders)
        .where(Round.opens_at <= now - PEACE, Round.closes_at > now, Round.closes_at <= now + horizon)
    )
    return sum(
        _remind(session, round_, days, now=now, zone=zone)
        for round_ in session.scalars(closing.order_by(Round.id)).all()
        for days in DAYS_BEFORE
        if is_due(round_, days, now=now, zone=zone) and _goes_on(session, round_, now)
    )


def switch_reminders(
    session: Session, consultation: Consultation, *, sends: bool, actor: Person, now: datetime
) -> None:
    """The agent turns the reminders of one consultation off and on; those that wait do not leave either."""
    if consultation.sends_reminders == sends:
        return
    consultation.sends_reminders = sends
    action = "reminders.switched-on" if sends else "reminders.switched-off"
    record(session, action, actor=actor, now=now, consultation_id=consultation.id)
    session.flush()


def is_due(round_: Round, days: int, *, now: datetime, zone: str) -> bool:
    """Whether it is the morning so many days before the closing, on the calendar of the zone."""
    place = ZoneInfo(zone)
    day = round_.closes_at.astimezone(place).date() - timedelta(days=days)
    moment = datetime.combine(day, MORNING, place).astimezone(UTC)
    return moment <= now < moment + WINDOW


def _goes_on(session: Session, round_: Round, now: datetime) -> bool:
    lately = select(Reminder.id).where(Reminder.round_id == round_.id, Reminder.sent_at > now - PEACE)
    return (
        load_ending(session, round_.consultation_id) is None
        and find_submission(session, round_.consultation_id) is None
        and session.scalar(lately.limit(1)) is None
    )


def _remind(session: Session, round_: Round, days: int, *, now: datetime, zone: str) -> int:
    closes = round_.closes_at.astimezone(ZoneInfo(zone)).date().isoformat()
    prefix = f"{TEMPLATE}:{round_.id}:{days}:{closes}:"
    known = set(session.scalars(select(OutboxMail.dedupe).where(OutboxMail.dedupe.startswith(prefix))))
    waiting = [
        (person, voices)
        for person, voices in who_could_answer(session, round_).items()
        if f"{prefix}{person.id}" not in known
    ]
    for person, voices in waiting[:BATCH]:
        queue_mail(
            session,
            TEMPLATE,
            person=person,
            params={
                "consultation_id": round_.consultation_id,
                "round_id": round_.id,
                "until": round_.closes_at.isoformat(),
                "voice_ids": list(voices),
            },
            dedupe=f"{prefix}{person.id}",
            now=now,
        )
    return min(len(waiting), BATCH)
