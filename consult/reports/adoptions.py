"""Where the text of a proposal came from, when its voice adopted one that others had withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session, aliased

from consult.models import Answer, Proposal, Voice
from consult.reports.visibility import Viewer, seen_by


@dataclass(frozen=True)
class Origin:
    """The withdrawn proposal; who made it is known to those who may see it alone."""

    number: int
    voice: str | None


def load_origin(session: Session, viewer: Viewer, now: datetime, proposal_id: int) -> Origin | None:
    """In one query; None for a text of one's own."""
    adopting = aliased(Proposal)
    row = session.execute(
        select(Proposal.number, case((seen_by(Proposal, viewer, now), Voice.name)))
        .join(adopting, adopting.adopted_from_id == Proposal.id)
        .join(Answer, Answer.id == Proposal.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .where(adopting.id == proposal_id)
    ).first()
    return None if row is None else Origin(*row)
