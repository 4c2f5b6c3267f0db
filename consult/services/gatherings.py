"""Gathering notes into points: what somebody else has moved meanwhile is told, and nothing is overwritten."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotFound
from consult.models import Consultation, GatheredNote, Gathering, GatheringKind, Person, Point
from consult.reports.notes import NoteEntry, NoteState, NotesWanted, load_notes
from consult.services.limits import require_size
from consult.services.log import record
from consult.services.points import add_point

STATES = {GatheringKind.ASIDE: NoteState.ASIDE, GatheringKind.BACK: NoteState.UNHANDLED}


def gather_into(
    session: Session,
    consultation: Consultation,
    note_ids: Sequence[int],
    point: Point,
    *,
    seen: int,
    actor: Person,
    now: datetime,
) -> Gathering | None:
    """The notes come to this point; None when all of them stand there already."""
    return _gather(
        session, consultation, note_ids, GatheringKind.POINT, point=point, seen=seen, actor=actor, now=now
    )


def gather_into_new(
    session: Session,
    consultation: Consultation,
    note_ids: Sequence[int],
    words: str,
    *,
    seen: int,
    actor: Person,
    now: datetime,
) -> Gathering | None:
    """A new point of these words comes of the notes."""
    _check_unmoved(_load(session, consultation, note_ids), seen, session)
    point = add_point(session, consultation, words, actor=actor, now=now)
    return gather_into(session, consultation, note_ids, point, seen=seen, actor=actor, now=now)


def set_aside(
    session: Session,
    consultation: Consultation,
    note_ids: Sequence[int],
    reason: str,
    *,
    seen: int,
    actor: Person,
    now: datetime,
) -> Gathering | None:
    """The notes come to no point, for a reason that is public."""
    if not reason:
        raise Invalid("Write why the notes are set aside.", field="reason")
    require_size(reason, field="reason")
    return _gather(
        session, consultation, note_ids, GatheringKind.ASIDE, reason=reason, seen=seen, actor=actor, now=now
    )


def put_back(
    session: Session,
    consultation: Consultation,
    note_ids: Sequence[int],
    *,
    seen: int,
    actor: Person,
    now: datetime,
) -> Gathering | None:
    """The notes wait among the unhandled ones again."""
    return _gather(session, consultation, note_ids, GatheringKind.BACK, seen=seen, actor=actor, now=now)


def undo_gathering(session: Session, gathering: Gathering, *, actor: Person, now: datetime) -> None:
    """The notes stand where they stood before; undoing twice is undoing once."""
    done = select(Gathering.id).where(Gathering.undoes_id == gathering.id)
    if session.scalar(done) is not None:
        return
    if gathering.kind is GatheringKind.UNDO:
        raise NotFound("There is nothing to undo.")
    of = select(GatheredNote.note_id).where(GatheredNote.gathering_id == gathering.id)
    undoing = Gathering(
        consultation_id=gathering.consultation_id,
        kind=GatheringKind.UNDO,
        undoes_id=gathering.id,
        actor_id=actor.id,
        at=now,
    )
    _append(session, undoing, session.scalars(of).all(), "notes.gathering-undone", actor)


def _gather(
    session: Session,
    consultation: Consultation,
    note_ids: Sequence[int],
    kind: GatheringKind,
    *,
    seen: int,
    actor: Person,
    now: datetime,
    point: Point | None = None,
    reason: str = "",
) -> Gathering | None:
    entries = _load(session, consultation, note_ids)
    if all(_stands(entry, kind, point, reason) for entry in entries):
        return None
    _check_unmoved(entries, seen, session)
    gathering = Gathering(
        consultation_id=consultation.id,
        kind=kind,
        point_id=None if point is None else point.id,
        reason=reason,
        actor_id=actor.id,
        at=now,
    )
    action = {GatheringKind.ASIDE: "notes.set-aside", GatheringKind.BACK: "notes.put-back"}
    number = 0 if point is None else point.number
    _append(session, gathering, note_ids, action.get(kind, "notes.gathered"), actor, point=number)
    return gathering


def _load(session: Session, consultation: Consultation, note_ids: Sequence[int]) -> tuple[NoteEntry, ...]:
    if not note_ids:
        raise Invalid("Choose at least one note.", field="notes")
    entries = load_notes(session, consultation.id, NotesWanted(note_ids=tuple(note_ids)))
    if len(entries) != len(set(note_ids)) or any(entry.state is NoteState.HIDDEN for entry in entries):
        raise NotFound("The note was not found.")
    return entries


def _stands(entry: NoteEntry, kind: GatheringKind, point: Point | None, reason: str) -> bool:
    if point is not None:
        return entry.point == point.number
    return entry.state is STATES[kind] and entry.reason == reason


def _check_unmoved(entries: Sequence[NoteEntry], seen: int, session: Session) -> None:
    later = select(GatheredNote.note_id).where(
        GatheredNote.gathering_id > seen, GatheredNote.note_id.in_([entry.note.id for entry in entries])
    )
    moved = set(session.scalars(later))
    if moved:
        numbers = ", ".join(str(entry.note.number) for entry in entries if entry.note.id in moved)
        raise Conflict(
            "Somebody else has moved these notes since you opened the page: %(numbers)s.", numbers=numbers
        )


def _append(
    session: Session,
    gathering: Gathering,
    note_ids: Sequence[int],
    action: str,
    actor: Person,
    *,
    point: int = 0,
) -> None:
    session.add(gathering)
    session.flush()
    rows = [{"gathering_id": gathering.id, "note_id": note_id} for note_id in sorted(set(note_ids))]
    session.execute(insert(GatheredNote), rows)
    record(
        session,
        action,
        actor=actor,
        now=gathering.at,
        consultation_id=gathering.consultation_id,
        subject="gathering",
        subject_id=gathering.id,
        count=len(rows),
        point=point,
    )
