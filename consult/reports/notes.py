"""The notes of a consultation and where each of them stands: unhandled, in a point, aside, or hidden."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from consult.models import GatheredNote, Gathering, GatheringKind, Note, NoteHiding, Point, Workshop

PLACING = (GatheringKind.POINT, GatheringKind.ASIDE)
TOP = 2**31 - 1


class NoteState(StrEnum):
    """Where a note stands."""

    UNHANDLED = "unhandled"
    POINT = "point"
    ASIDE = "aside"
    HIDDEN = "hidden"
    ANY = "any"


@dataclass(frozen=True)
class NotesWanted:
    """Which notes are asked for; what came later than `until` is not."""

    state: NoteState = NoteState.ANY
    workshop_id: int | None = None
    theme: str | None = None
    point_id: int | None = None
    note_ids: tuple[int, ...] | None = None
    until: int | None = None


@dataclass(frozen=True)
class NoteEntry:
    """One note and where it stands."""

    note: Note
    source: str
    state: NoteState
    point: int | None
    reason: str


@dataclass(frozen=True)
class NoteTally:
    """How far the notes have been handled; a hidden one has been."""

    total: int
    unhandled: int
    points: int
    aside: int
    hidden: int
    last_note: int
    last_gathering: int

    @property
    def handled(self) -> int:
        """How many need nothing more."""
        return self.total - self.unhandled


def standing(consultation_id: int) -> Subquery:
    """For each gathered note of a consultation the last gathering that was not undone."""
    undoing = aliased(Gathering)
    return (
        select(GatheredNote.note_id, func.max(Gathering.id).label("gathering_id"))
        .join(Gathering, Gathering.id == GatheredNote.gathering_id)
        .where(
            Gathering.consultation_id == consultation_id,
            Gathering.kind != GatheringKind.UNDO,
            ~exists().where(undoing.undoes_id == Gathering.id),
        )
        .group_by(GatheredNote.note_id)
        .subquery()
    )


def is_hidden() -> ColumnElement[bool]:
    """Whether the last word about the note's hiding is that it is hidden."""
    later = aliased(NoteHiding)
    return exists().where(
        NoteHiding.note_id == Note.id,
        NoteHiding.is_hidden,
        ~exists().where(later.note_id == NoteHiding.note_id, later.id > NoteHiding.id),
    )


def load_notes(
    session: Session, consultation_id: int, wanted: NotesWanted, *, limit: int = TOP, offset: int = 0
) -> tuple[NoteEntry, ...]:
    """The notes that are asked for, by number, in one query."""
    hidden = is_hidden()
    rows = session.execute(
        _found(
            select(Note, Workshop.name, hidden, Gathering.kind, Point.number, Gathering.reason),
            consultation_id,
            wanted,
        )
        .order_by(Note.number)
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        NoteEntry(note, source, _state(kind, hidden=hides), point, reason or "")
        for note, source, hides, kind, point, reason in rows
    )


def count_notes(session: Session, consultation_id: int, wanted: NotesWanted) -> int:
    """How many of them there are."""
    return session.scalar(_found(select(func.count(Note.id)), consultation_id, wanted)) or 0


def note_ids(session: Session, consultation_id: int, wanted: NotesWanted) -> tuple[int, ...]:
    """The ids of all that are asked for."""
    return tuple(session.scalars(_found(select(Note.id), consultation_id, wanted).order_by(Note.id)))


def tally_notes(session: Session, consultation_id: int) -> NoteTally:
    """How far all notes of the consultation have been handled, in two queries."""
    hidden = is_hidden()
    kinds = {
        "unhandled": and_(~hidden, _is(None)),
        "points": and_(~hidden, _is(GatheringKind.POINT)),
        "aside": and_(~hidden, _is(GatheringKind.ASIDE)),
        "hidden": hidden,
    }
    counts = [func.count(Note.id).filter(which).label(name) for name, which in kinds.items()]
    query = select(func.count(Note.id), *counts, func.max(Note.id))
    total, unhandled, points, aside, hides, last = session.execute(
        _found(query, consultation_id, NotesWanted())
    ).one()
    last_gathering = session.scalar(
        select(func.max(Gathering.id)).where(Gathering.consultation_id == consultation_id)
    )
    return NoteTally(total, unhandled, points, aside, hides, last or 0, last_gathering or 0)


def load_themes(session: Session, consultation_id: int) -> tuple[str, ...]:
    """The themes that notes have, by name."""
    query = select(Note.theme).where(Note.consultation_id == consultation_id, Note.theme != "")
    return tuple(session.scalars(query.distinct().order_by(Note.theme)))


def _found(
    query: Select[*tuple[Any, ...]], consultation_id: int, wanted: NotesWanted
) -> Select[*tuple[Any, ...]]:
    stands = standing(consultation_id)
    return (
        query.select_from(Note)
        .join(Workshop, Workshop.id == Note.workshop_id)
        .outerjoin(stands, stands.c.note_id == Note.id)
        .outerjoin(Gathering, Gathering.id == stands.c.gathering_id)
        .outerjoin(Point, Point.id == Gathering.point_id)
        .where(Note.consultation_id == consultation_id, *_conditions(wanted))
    )


def _conditions(wanted: NotesWanted) -> list[ColumnElement[bool]]:
    conditions = [_in_state(wanted.state)] if wanted.state is not NoteState.ANY else []
    if wanted.workshop_id is not None:
        conditions.append(Note.workshop_id == wanted.workshop_id)
    if wanted.theme is not None:
        conditions.append(Note.theme == wanted.theme)
    if wanted.point_id is not None:
        conditions.append(Gathering.point_id == wanted.point_id)
    if wanted.note_ids is not None:
        conditions.append(Note.id.in_(wanted.note_ids) if wanted.note_ids else false())
    if wanted.until is not None:
        conditions.append(Note.id <= wanted.until)
    return conditions


def _in_state(state: NoteState) -> ColumnElement[bool]:
    match state:
        case NoteState.HIDDEN:
            return is_hidden()
        case NoteState.POINT:
            return and_(~is_hidden(), _is(GatheringKind.POINT))
        case NoteState.ASIDE:
            return and_(~is_hidden(), _is(GatheringKind.ASIDE))
    return and_(~is_hidden(), _is(None))


def _is(kind: GatheringKind | None) -> ColumnElement[bool]:
    if kind is None:
        return or_(Gathering.kind.is_(None), Gathering.kind == GatheringKind.BACK)
    return Gathering.kind == kind


def _state(kind: GatheringKind | None, *, hidden: bool) -> NoteState:
    if hidden:
        return NoteState.HIDDEN
    return NoteState(kind) if kind in PLACING else NoteState.UNHANDLED
