"""Who was let in late, newest first: what the agent sees of every letting in."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models import Admission, Round


def load_admissions(session: Session, consultation_id: int) -> Sequence[Admission]:
    """Every letting in of the consultation with its voice, those that are over too."""
    return session.scalars(
        select(Admission)
        .join(Round, Round.id == Admission.round_id)
        .options(joinedload(Admission.voice))
        .where(Round.consultation_id == consultation_id)
        .order_by(Admission.id.desc())
    ).all()
