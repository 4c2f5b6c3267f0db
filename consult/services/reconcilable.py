"""When something may be decided, and when a decision may be taken back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models import Decision, Document, Version
from consult.reports.decisions import is_published, stands
from consult.services.rounds import require_closed_round
from consult.services.submissions import require_not_filed


def require_reconciling(session: Session, version: Version, now: datetime) -> None:
    """Decisions are made on the newest version, after its round and before the text is filed."""
    consultation_id = session.get_one(Document, version.document_id).consultation_id
    require_closed_round(session, consultation_id, now)
    require_not_filed(session, consultation_id)
    newer = select(Version.id).where(
        Version.document_id == version.document_id, Version.number > version.number
    )
    if session.scalar(newer):
        raise Conflict("A newer version has been published. Decide on that one.")


def require_standing(session: Session, decision: Decision) -> None:
    """Only the newest decision of a place can be undone, and only until it is told."""
    if decision.undoes_id is not None:
        raise NotFound("The decision was not found.")
    if session.scalar(select(Decision.id).where(Decision.undoes_id == decision.id)):
        raise Conflict("This decision has been undone already.")
    this = select(Decision.id).where(Decision.id == decision.id)
    if session.scalar(this.where(stands())) is None:
        raise Conflict("This place has been decided again since. Undo the newest decision first.")
    if session.scalar(this.where(is_published())) is not None:
        raise Conflict("This answer has been published. It cannot be undone any more.")
