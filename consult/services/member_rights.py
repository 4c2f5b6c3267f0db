"""Who may add people to an organisation: what an agent does in one consultation gives no rights in others."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotAllowed
from consult.models import Agency, Organisation, Participation, Person


def require_may_change_people(session: Session, organisation: Organisation, actor: Person) -> None:
    """An administrator may, and an agent of every consultation in which the organisation takes part."""
    if actor.is_administrator:
        return
    own = select(Agency.consultation_id).where(Agency.person_id == actor.id, Agency.ended_at.is_(None))
    elsewhere = select(Participation.id).where(
        Participation.organisation_id == organisation.id, Participation.consultation_id.not_in(own)
    )
    if session.scalar(elsewhere.limit(1)) is not None:
        raise NotAllowed(
            "The organisation takes part elsewhere too. Ask an administrator to change its people."
        )
