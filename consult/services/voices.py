"""In whose name somebody speaks: every form names the voice, and the server checks it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from consult.errors import NotAllowed
from consult.models import Agency, Membership, Participation, Person, Representation, Voice, VoiceKind


def office_voice(session: Session, consultation_id: int) -> Voice:
    """The agent's own voice in a consultation; it is made with the consultation."""
    return session.scalars(
        select(Voice).where(Voice.consultation_id == consultation_id, Voice.kind == VoiceKind.OFFICE)
    ).one()


def voices_of(session: Session, consultation_id: int, person_id: int) -> Sequence[Voice]:
    """The organisations and networks in whose name a person may speak in a consultation, by name."""
    return session.scalars(
        select(Voice)
        .where(Voice.consultation_id == consultation_id, is_voice_of(person_id))
        .order_by(Voice.name)
    ).all()


def is_voice_of(person_id: int) -> ColumnElement[bool]:
    """Whether a person may speak in the name of a voice in its consultation."""
    member = select(Membership.organisation_id).where(
        Membership.person_id == person_id, Membership.ended_at.is_(None)
    )
    here = (
        select(Participation.id)
        .where(
            Participation.consultation_id == Voice.consultation_id,
            Participation.organisation_id == Voice.organisation_id,
        )
        .correlate(Voice)
        .exists()
    )
    represented = select(Representation.voice_id).where(
        Representation.person_id == person_id, Representation.ended_at.is_(None)
    )
    return or_(and_(Voice.organisation_id.in_(member), here), Voice.id.in_(represented))


def require_voice(session: Session, consultation_id: int, voice_id: int, person: Person) -> Voice:
    """The voice, if the person may speak in its name now."""
    for voice in voices_of(session, consultation_id, person.id):
        if voice.id == voice_id:
            return voice
    office = office_voice(session, consultation_id)
    if office.id == voice_id and is_agent(session, consultation_id, person.id):
        return office
    raise NotAllowed("You cannot speak in the name of this organisation.")


def is_agent(session: Session, consultation_id: int, person_id: int) -> bool:
    """Whether a person is a change agent of the consultation now."""
    return session.scalar(is_agency(consultation_id, person_id)) is not None


def is_agency(consultation_id: int, person_id: int) -> Select[int]:
    """The row that says so."""
    return select(Agency.id).where(
        Agency.consultation_id == consultation_id,
        Agency.person_id == person_id,
        Agency.ended_at.is_(None),
    )
