"""Who may send in the name of an organisation: its lead, and each member if the organisation wants it so."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.errors import NotAllowed
from consult.models import MemberRole, Membership, Organisation, Person, Senders, Voice, VoiceKind
from consult.services.log import record


def leadership(voice: Voice, person: Person) -> Select[int]:
    """The row that says that the person is a lead of the voice's organisation now."""
    return _leads(voice).where(Membership.person_id == person.id)


def leads(session: Session, voice: Voice, person: Person) -> bool:
    """Whether the person is a lead of the voice's organisation now."""
    return session.scalar(leadership(voice, person)) is not None


def current_leads(session: Session, voice: Voice) -> Sequence[Person]:
    """Those who lead the voice's organisation now and can be written to."""
    led = select(Membership.person_id).where(
        Membership.organisation_id == voice.organisation_id,
        Membership.role == MemberRole.LEAD,
        Membership.ended_at.is_(None),
    )
    people = select(Person).where(Person.id.in_(led), Person.disabled_at.is_(None)).order_by(Person.id)
    return session.scalars(people).all()


def may_send(session: Session, voice: Voice, person: Person) -> bool:
    """A lead may; a member when the organisation lets every member, or has no lead that could."""
    if voice.kind is not VoiceKind.ORGANISATION:
        return True
    allowed = select(Organisation.id).where(
        Organisation.id == voice.organisation_id,
        (Organisation.senders == Senders.MEMBERS)
        | leadership(voice, person).exists()
        | ~_leads(voice).exists(),
    )
    return session.scalar(allowed) is not None


def require_sender(session: Session, voice: Voice, person: Person) -> None:
    """What others see in the organisation's name is for those to say who may send."""
    if not may_send(session, voice, person):
        raise NotAllowed("In your organisation only the lead sends and changes what has been sent.")


def choose_senders(session: Session, voice: Voice, senders: Senders, *, actor: Person, now: datetime) -> None:
    """A lead chooses for the whole organisation, in every consultation."""
    if not leads(session, voice, actor):
        raise NotAllowed("Only the organisation's lead can choose who sends.")
    organisation = session.get_one(Organisation, voice.organisation_id)
    if organisation.senders is senders:
        return
    organisation.senders = senders
    session.flush()
    record(
        session,
        "organisation.senders",
        actor=actor,
        now=now,
        subject="organisation",
        subject_id=organisation.id,
        senders=senders.value,
    )


def _leads(voice: Voice) -> Select[int]:
    return select(Membership.id).where(
        Membership.organisation_id == voice.organisation_id,
        Membership.role == MemberRole.LEAD,
        Membership.ended_at.is_(None),
    )
