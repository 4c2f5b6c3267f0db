"""A work is cancelled with a reason or archived when it is done; both can be undone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import (
    Consultation,
    Ending,
    EndingKind,
    Membership,
    OutboxMail,
    Participation,
    Person,
    Submission,
)
from consult.reports.openings import load_ending
from consult.services.limits import require_size
from consult.services.log import record
from consult.services.outbox import queue_mail

#: How long the mail about cancelling waits, so that a slip can be undone before anybody reads of it.
GRACE = timedelta(minutes=10)


def cancel_consultation(
    session: Session, consultation: Consultation, *, reason: str, actor: Person, now: datetime
) -> Ending:
    """Until the statement is filed the work can be cancelled; those who take part are told why, once."""
    require_going_on(session, consultation.id)
    if _is_filed(session, consultation.id):
        raise NotAllowed("The statement has been filed. It can no longer be cancelled.")
    if not reason:
        raise Invalid("Write why the work is cancelled. Everybody sees the reason.", field="reason")
    require_size(reason, field="reason")
    ending = _append(session, consultation, EndingKind.CANCELLED, reason=reason, actor=actor, now=now)
    for person in participants(session, consultation.id):
        mail = queue_mail(
            session,
            "cancelled",
            person=person,
            params={"consultation_id": consultation.id, "ending_id": ending.id},
            dedupe=_told(ending, person),
            now=now,
        )
        if mail is not None:
            mail.next_try_at = now + GRACE
    return ending


def archive_consultation(
    session: Session, consultation: Consultation, *, actor: Person, now: datetime
) -> Ending:
    """When the follow-up of a filed statement is done, the work is put into the archive."""
    require_going_on(session, consultation.id)
    if not _is_filed(session, consultation.id):
        raise NotAllowed("Only a filed statement is archived. A work that ends before it is cancelled.")
    return _append(session, consultation, EndingKind.ARCHIVED, reason="", actor=actor, now=now)


def resume_consultation(
    session: Session, consultation: Consultation, *, actor: Person, now: datetime
) -> Ending:
    """Cancelling and archiving can be undone; who has read of the cancelling reads of this too."""
    ended = load_ending(session, consultation.id)
    if ended is None:
        raise NotAllowed("The work has not ended. There is nothing to undo.")
    resumed = _append(session, consultation, EndingKind.RESUMED, reason="", actor=actor, now=now)
    for person in _who_read_of(session, ended):
        queue_mail(
            session,
            "resumed",
            person=person,
            params={"consultation_id": consultation.id, "ending_id": resumed.id},
            dedupe=_told(resumed, person),
            now=now,
        )
    return resumed


def require_going_on(session: Session, consultation_id: int) -> None:
    """What has been cancelled or archived is read and no longer written."""
    ending = load_ending(session, consultation_id)
    if ending is not None:
        raise refusal(ending)


def refusal(ending: Ending) -> NotAllowed:
    """Why nothing can be written."""
    if ending.kind is EndingKind.CANCELLED:
        return NotAllowed("The work has been cancelled. Nothing can be written in it any more.")
    return NotAllowed("The work is in the archive. Nothing can be written in it any more.")


def participants(session: Session, consultation_id: int) -> Sequence[Person]:
    """Everybody who belongs to an organisation that takes part."""
    return session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .join(Participation, Participation.organisation_id == Membership.organisation_id)
        .where(Participation.consultation_id == consultation_id, Membership.ended_at.is_(None))
        .distinct()
        .order_by(Person.id)
    ).all()


def _append(
    session: Session,
    consultation: Consultation,
    kind: EndingKind,
    *,
    reason: str,
    actor: Person,
    now: datetime,
) -> Ending:
    ending = Ending(
        consultation_id=consultation.id, kind=kind, reason=reason, made_at=now, made_by_id=actor.id
    )
    session.add(ending)
    session.flush()
    record(
        session,
        f"consultation.{kind.value}",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="ending",
        subject_id=ending.id,
    )
    return ending


def _is_filed(session: Session, consultation_id: int) -> bool:
    return (
        session.scalar(select(Submission.id).where(Submission.consultation_id == consultation_id)) is not None
    )


def _who_read_of(session: Session, ending: Ending) -> Sequence[Person]:
    """Those whose mail about it has left."""
    return session.scalars(
        select(Person)
        .join(OutboxMail, OutboxMail.person_id == Person.id)
        .where(OutboxMail.dedupe.startswith(f"ending:{ending.id}:"), OutboxMail.sent_at.is_not(None))
        .order_by(Person.id)
    ).all()


def _told(ending: Ending, person: Person) -> str:
    return f"ending:{ending.id}:{person.id}"
