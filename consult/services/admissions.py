"""After a round has closed one organisation is let in, until a moment and for a reason; nobody else is."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed, NotFound
from consult.models import Admission, Membership, Person, Round, Version, Voice, VoiceKind
from consult.reports.openings import load_opening
from consult.services.limits import require_size
from consult.services.log import record
from consult.services.outbox import queue_mail
from consult.services.submissions import require_not_filed


def admit_late(
    session: Session, voice: Voice, *, until: datetime, reason: str, actor: Person, now: datetime
) -> Admission:
    """The organisation's people may answer in the closed round until the moment; they get a mail about it.

    Asked for twice, it is done once.
    """
    round_ = require_lately_closed(session, voice.consultation_id, now)
    if voice.kind is not VoiceKind.ORGANISATION:
        raise NotFound("The organisation was not found.")
    if until <= now:
        raise Invalid("The moment has passed already. Choose a later time.", field="until_at")
    if not reason:
        raise Invalid("Write why the organisation is let in late.", field="reason")
    require_size(reason, field="reason")
    known = _standing(session, round_, voice, until)
    if known is not None:
        return known
    admission = Admission(
        round_id=round_.id,
        voice_id=voice.id,
        reason=reason,
        until=until,
        admitted_at=now,
        admitted_by_id=actor.id,
    )
    session.add(admission)
    session.flush()
    _log(session, "voice.admitted", admission, voice, actor=actor, now=now)
    _tell(session, admission, voice, now=now)
    return admission


def _standing(session: Session, round_: Round, voice: Voice, until: datetime) -> Admission | None:
    """The organisation is let in until the same moment already."""
    return session.scalar(
        select(Admission).where(
            Admission.round_id == round_.id,
            Admission.voice_id == voice.id,
            Admission.until == until,
            Admission.revoked_at.is_(None),
        )
    )


def revoke_admission(
    session: Session, voice: Voice, admission: Admission, *, actor: Person, now: datetime
) -> None:
    """Letting in can be taken back; what the organisation has sent by then has arrived."""
    if admission.revoked_at is not None or admission.voice_id != voice.id:
        raise NotAllowed("The organisation is not let in any more.")
    admission.revoked_at = now
    session.flush()
    _log(session, "voice.admission-revoked", admission, voice, actor=actor, now=now)


def require_lately_closed(session: Session, consultation_id: int, now: datetime) -> Round:
    """The round that was the last to close, while its version is the newest and the text is not filed."""
    require_not_filed(session, consultation_id)
    round_ = load_opening(session, consultation_id, now).round
    if round_ is None or now < round_.closes_at:
        raise NotAllowed("An organisation is let in late only after the round has closed.")
    newer = select(Version.id).where(
        Version.document_id == round_.version.document_id,
        Version.number > round_.version.number,
    )
    if session.scalar(newer.limit(1)) is not None:
        raise NotAllowed("A newer version has been published since the round. Open another round instead.")
    return round_


def _log(
    session: Session, action: str, admission: Admission, voice: Voice, *, actor: Person, now: datetime
) -> None:
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=voice.consultation_id,
        voice_id=voice.id,
        subject="admission",
        subject_id=admission.id,
        until=admission.until.isoformat(),
    )


def _tell(session: Session, admission: Admission, voice: Voice, *, now: datetime) -> None:
    people = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == voice.organisation_id, Membership.ended_at.is_(None))
        .order_by(Person.id)
    )
    for person in session.scalars(people).unique().all():
        queue_mail(
            session,
            "admitted",
            person=person,
            params={
                "consultation_id": voice.consultation_id,
                "admission_id": admission.id,
                "voice": voice.name,
            },
            dedupe=f"admitted:{admission.id}:{person.id}",
            now=now,
        )
