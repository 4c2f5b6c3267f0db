"""In whose name somebody speaks: every form names the voice, and the server checks it."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
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
    member = select(Membership.organisation_id).where(
        Membership.person_id == person_id, Membership.ended_at.is_(None)
    )
    here = select(Participation.organisation_id).where(Participation.consultation_id == consultation_id)
    represented = select(Representation.voice_id).where(
        Representation.person_id == person_id, Representation.ended_at.is_(None)
    )
    own = and_(Voice.organisation_id.in_(member), Voice.organisation_id.in_(here))
    return session.scalars(
        select(Voice)
        .where(Voice.consultation_id == consultation_id, or_(own, Voice.id.in_(represented)))
        .order_by(Voice.name)
    ).all()


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
    agency = select(Agency.id).where(
        Agency.consultation_id == consultation_id,
        Agency.person_id == person_id,
        Agency.ended_at.is_(None),
    )
    return session.scalar(agency) is not None
