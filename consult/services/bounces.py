"""A mail that came back is noted by hand: nothing more goes to that address until it is undone."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.models import Invitation, Person
from consult.services.limits import require_length
from consult.services.log import record

MAX_NOTE = 500


def note_bounce(session: Session, invitation: Invitation, note: str, *, actor: Person, now: datetime) -> None:
    """The mail of an invitation has come back, and what is known of it."""
    require_length(note, field="note", limit=MAX_NOTE)
    invitation.bounced_at, invitation.bounce_note = now, note
    _log(session, "invitation.bounced", invitation, actor=actor, now=now)


def undo_bounce(session: Session, invitation: Invitation, *, actor: Person, now: datetime) -> None:
    """It had not come back after all."""
    if invitation.bounced_at is None:
        return
    invitation.bounced_at, invitation.bounce_note = None, ""
    _log(session, "invitation.unbounced", invitation, actor=actor, now=now)


def _log(session: Session, action: str, invitation: Invitation, *, actor: Person, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=invitation.consultation_id,
        subject="organisation",
        subject_id=invitation.organisation_id,
        invitation=invitation.id,
    )
    session.flush()
