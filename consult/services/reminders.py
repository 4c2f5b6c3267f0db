"""Reminding those who have not answered: seen before it leaves, one batch at a time."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, joinedload

from consult.errors import Conflict, Invalid
from consult.models import Answer, Consultation, Invitation, Person, Reminder, Round, Voice
from consult.services.endings import require_going_on
from consult.services.log import record
from consult.services.outbox import Letter, queue_letters
from consult.services.rounds import last_round
from consult.services.submissions import require_not_filed


@dataclass(frozen=True)
class Batch:
    """Who would be reminded: the invitations of those who have not answered, but what came back.

    Whoever wants no reminders gets none. `earlier` are the batches of the round that have left, `bounced`
    what cannot be reached.
    """

    round: Round
    invitations: tuple[Invitation, ...]
    bounced: tuple[Invitation, ...]
    answered: int
    earlier: tuple[Reminder, ...]

    @property
    def digest(self) -> str:
        """Two batches with the same digest remind the same people of the same round for the same time."""
        said = [self.round.id, len(self.earlier), [invitation.id for invitation in self.invitations]]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def plan_reminders(session: Session, consultation: Consultation, *, now: datetime) -> Batch:
    """The next batch of the open round, in three queries."""
    round_ = _open_round(session, consultation, now)
    rows = session.execute(_invitations(consultation, round_)).unique().all()
    waiting = [invitation for invitation, sent_at, wants in rows if sent_at is None and wants is not False]
    earlier = session.scalars(
        select(Reminder).where(Reminder.round_id == round_.id).order_by(Reminder.number)
    ).all()
    return Batch(
        round_,
        tuple(found for found in waiting if found.bounced_at is None),
        tuple(found for found in waiting if found.bounced_at is not None),
        len({found.organisation_id for found, sent_at, _ in rows if sent_at is not None}),
        tuple(earlier),
    )


def send_reminders(
    session: Session, consultation: Consultation, batch: Batch, *, seen: str, actor: Person, now: datetime
) -> int:
    """Remind those who were seen; a second press, or an answer that came meanwhile, changes the batch."""
    if batch.digest != seen:
        raise Conflict("Somebody has answered or been reminded since you looked. Look at the list again.")
    if not batch.invitations:
        return 0
    reminder = Reminder(
        round_id=batch.round.id,
        number=len(batch.earlier) + 1,
        count=len(batch.invitations),
        sent_by_id=actor.id,
        sent_at=now,
    )
    session.add(reminder)
    session.flush()
    queue_letters(session, "reminder", _letters(session, batch.invitations, reminder), now=now)
    record(
        session,
        "reminders.sent",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="reminder",
        subject_id=reminder.id,
        count=reminder.count,
    )
    session.flush()
    return reminder.count


def _open_round(session: Session, consultation: Consultation, now: datetime) -> Round:
    require_going_on(session, consultation.id)
    require_not_filed(session, consultation.id)
    round_ = last_round(session, consultation.id, opened_by=now)
    if round_ is None or not round_.is_open(now):
        raise Invalid("No round is open, so there is nothing to remind of.")
    return round_


def _invitations(consultation: Consultation, round_: Round) -> Select[Any]:
    own = and_(
        Voice.consultation_id == Invitation.consultation_id,
        Voice.organisation_id == Invitation.organisation_id,
    )
    return cast(
        Select[Any],
        select(Invitation, Answer.sent_at, Person.wants_reminders)
        .join(Voice, own)
        .outerjoin(Person, Person.email == Invitation.address)
        .outerjoin(Answer, and_(Answer.voice_id == Voice.id, Answer.round_id == round_.id))
        .options(joinedload(Invitation.organisation))
        .where(Invitation.consultation_id == consultation.id, Invitation.withdrawn_at.is_(None))
        .order_by(Invitation.id),
    )


def _letters(session: Session, invitations: Sequence[Invitation], reminder: Reminder) -> list[Letter]:
    addresses = {invitation.address for invitation in invitations}
    rows = session.execute(select(Person.email, Person.id).where(Person.email.in_(addresses)))
    people = {row.email: row.id for row in rows}
    return [
        Letter(
            address=invitation.address,
            language=invitation.language,
            person_id=people.get(invitation.address),
            params={"consultation_id": invitation.consultation_id, "invitation_id": invitation.id},
            dedupe=f"reminder:{reminder.id}:{invitation.id}",
        )
        for invitation in invitations
    ]
