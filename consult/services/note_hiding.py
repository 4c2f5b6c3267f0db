"""Hiding an unlawful note: it leaves a trace of who, when and why, and it can be shown again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Note, NoteHiding, Person
from consult.services.limits import require_size
from consult.services.log import record


def hide_note(session: Session, note: Note, reason: str, *, actor: Person, now: datetime) -> None:
    """Nobody but the agent reads the note any more; how many are hidden stays public."""
    if not reason:
        raise Invalid("Write why the note is hidden.", field="reason")
    require_size(reason, field="reason")
    if not _is_hidden(session, note):
        _append(session, note, reason, actor=actor, now=now, hides=True)


def show_note(session: Session, note: Note, *, actor: Person, now: datetime) -> None:
    """The note stands again where it stood."""
    if _is_hidden(session, note):
        _append(session, note, "", actor=actor, now=now, hides=False)


def last_hiding(session: Session, note: Note) -> NoteHiding | None:
    """What was last said about hiding the note."""
    return session.scalars(
        select(NoteHiding).where(NoteHiding.note_id == note.id).order_by(NoteHiding.id.desc()).limit(1)
    ).first()


def _is_hidden(session: Session, note: Note) -> bool:
    last = last_hiding(session, note)
    return last is not None and last.is_hidden


def _append(session: Session, note: Note, reason: str, *, actor: Person, now: datetime, hides: bool) -> None:
    session.add(NoteHiding(note_id=note.id, is_hidden=hides, reason=reason, actor_id=actor.id, at=now))
    session.flush()
    record(
        session,
        "note.hidden" if hides else "note.shown",
        actor=actor,
        now=now,
        consultation_id=note.consultation_id,
        subject="note",
        subject_id=note.id,
        note=note.number,
    )
