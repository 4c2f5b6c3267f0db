"""While a version is open to be signed its text is frozen: no newer version, no comments, no filing."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotAllowed
from consult.models import EndorsementRound


def require_not_frozen(session: Session, consultation_id: int, now: datetime) -> None:
    """The one guard of a text that is being signed; the agent ends the signing first."""
    unclosed = select(EndorsementRound.id).where(
        EndorsementRound.consultation_id == consultation_id, EndorsementRound.closes_at > now
    )
    if session.scalar(unclosed.limit(1)) is not None:
        raise NotAllowed("The text is frozen while it is being signed. End the signing first.")
