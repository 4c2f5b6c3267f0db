"""What has been entered on behalf of organisations, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Answer, Arrival, Voice

#: So many are listed; older ones are found among the contributions.
SHOWN = 50


@dataclass(frozen=True)
class Listed:
    """One arrival and whose it is."""

    arrival: Arrival
    voice: str


def list_arrivals(session: Session, consultation_id: int) -> Sequence[Listed]:
    """Those that wait to be sent first."""
    rows = session.execute(
        select(Arrival, Voice.name)
        .join(Answer, Answer.id == Arrival.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .where(Voice.consultation_id == consultation_id)
        .order_by(Arrival.sent_at.is_not(None), Arrival.id.desc())
        .limit(SHOWN)
    )
    return [Listed(arrival, name) for arrival, name in rows]
