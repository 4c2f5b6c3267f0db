"""Who may add people to an organisation: what an agent does in one consultation gives no rights in others."""

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from consult.errors import NotAllowed
from consult.models import Agency, Organisation, Participation, Person


def require_may_change_people(session: Session, organisation: Organisation, actor: Person) -> None:
    """An administrator may, and an agent of every consultation in which the organisation takes part."""
    if session.scalar(_shared(actor).where(Participation.organisation_id == organisation.id).limit(1)):
        raise NotAllowed(
            "The organisation takes part elsewhere too. Ask an administrator to change its people."
        )


def shared_organisations(session: Session, actor: Person) -> frozenset[int]:
    """The organisations of which an agent may not decide alone: they take part in the work of others too."""
    return frozenset(session.scalars(_shared(actor)))


def _shared(actor: Person) -> Select[int]:
    elsewhere = select(Participation.organisation_id)
    if actor.is_administrator:
        return elsewhere.where(false())
    own = select(Agency.consultation_id).where(Agency.person_id == actor.id, Agency.ended_at.is_(None))
    return elsewhere.where(Participation.consultation_id.not_in(own))
