"""The workshops of a consultation: who came, and how many notes each of them gave."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models import Attendance, AttendanceKind, Note, Workshop


@dataclass(frozen=True)
class Held:
    """One workshop with its figures."""

    workshop: Workshop
    attendance: Mapping[AttendanceKind, Attendance]
    notes: int

    @property
    def came(self) -> int | None:
        """How many came in all, None where nobody has said."""
        return _sum([row.came for row in self.attendance.values()])

    @property
    def target(self) -> int | None:
        """How many were hoped for in all."""
        return _sum([row.target for row in self.attendance.values()])


def load_workshops(session: Session, consultation_id: int) -> tuple[Held, ...]:
    """Every workshop, in the order in which they are held; those without hours come last. Two queries."""
    counts = (
        select(func.count(Note.id))
        .where(Note.workshop_id == Workshop.id)
        .correlate(Workshop)
        .scalar_subquery()
    )
    found = session.execute(
        select(Workshop, counts)
        .where(Workshop.consultation_id == consultation_id)
        .order_by(Workshop.opens_at.is_(None), Workshop.opens_at, Workshop.id)
    ).all()
    rows = session.scalars(
        select(Attendance).join(Workshop).where(Workshop.consultation_id == consultation_id)
    )
    attendance: dict[int, dict[AttendanceKind, Attendance]] = {}
    for row in rows:
        attendance.setdefault(row.workshop_id, {})[row.kind] = row
    return tuple(Held(workshop, attendance.get(workshop.id, {}), notes) for workshop, notes in found)


def has_workshops(session: Session, consultation_id: int) -> bool:
    """Whether there is anything to tell of workshops."""
    found = select(Workshop.id).where(Workshop.consultation_id == consultation_id).limit(1)
    return session.scalar(found) is not None


def _sum(figures: list[int | None]) -> int | None:
    said = [figure for figure in figures if figure is not None]
    return sum(said) if said else None
