"""The organisations that take part in a consultation."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Consultation, Organisation, Participation, Person, Voice, VoiceKind
from consult.services.log import record


def join_organisation(
    session: Session, consultation: Consultation, organisation: Organisation, *, actor: Person, now: datetime
) -> Voice:
    """An organisation takes part and has a voice from then on."""
    voice = session.scalar(
        select(Voice).where(
            Voice.consultation_id == consultation.id, Voice.organisation_id == organisation.id
        )
    )
    if voice is not None:
        return voice
    voice = Voice(
        consultation_id=consultation.id,
        kind=VoiceKind.ORGANISATION,
        organisation_id=organisation.id,
        name=organisation.name,
    )
    participation = Participation(
        consultation_id=consultation.id, organisation_id=organisation.id, joined_at=now
    )
    session.add_all([voice, participation])
    session.flush()
    record(
        session,
        "organisation.joined",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        voice_id=voice.id,
        subject="organisation",
        subject_id=organisation.id,
    )
    return voice


def note_opening(
    session: Session, consultation_id: int, organisation_ids: tuple[int, ...], *, now: datetime
) -> None:
    """The first time that somebody of an organisation reads the consultation is remembered."""
    for participation in session.scalars(
        select(Participation).where(
            Participation.consultation_id == consultation_id,
            Participation.organisation_id.in_(organisation_ids),
            Participation.opened_at.is_(None),
        )
    ):
        participation.opened_at = now
    session.flush()
