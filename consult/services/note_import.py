"""Bringing in a table of notes: first a plan of what would be added, then exactly that."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models import Consultation, Note, NoteOrigin, Organisation, Participation, Person, Workshop
from consult.services.log import record
from consult.services.note_table import NoteLine, NoteTable
from consult.services.notes import Said, keep_notes
from consult.services.organisation_names import identity_key
from consult.services.workshops import WorkshopPlan, add_workshop


@dataclass(frozen=True)
class NotesPlan:
    """What bringing in the table would do; `known` rows have an id that was brought in before."""

    table: NoteTable
    lines: tuple[NoteLine, ...]
    known: tuple[NoteLine, ...]
    sources: Mapping[str, int]
    new_sources: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Two plans with the same digest do the same."""
        return hashlib.sha256(repr((self.lines, self.new_sources)).encode()).hexdigest()


def plan_notes(session: Session, consultation: Consultation, table: NoteTable) -> NotesPlan:
    """Which notes are new, and which sources would be made for them. Two queries."""
    references = set(
        session.scalars(
            select(Note.reference).where(Note.consultation_id == consultation.id, Note.reference != "")
        )
    )
    lines = tuple(line for line in table.lines if line.reference not in references or not line.reference)
    sources = Counter(line.source for line in lines)
    known = set(session.scalars(select(Workshop.name).where(Workshop.consultation_id == consultation.id)))
    return NotesPlan(
        table,
        lines,
        tuple(line for line in table.lines if line.reference and line.reference in references),
        dict(sources),
        tuple(name for name in sources if name not in known),
    )


def bring_in_notes(
    session: Session,
    consultation: Consultation,
    plan: NotesPlan,
    *,
    seen: str,
    page: str,
    actor: Person,
    now: datetime,
) -> None:
    """Do what the plan says; when it is no longer the one that was seen, nothing is done."""
    if plan.digest != seen:
        raise Conflict("The notes have changed since you looked. Look at the table again.")
    for name in plan.new_sources:
        add_workshop(session, consultation, WorkshopPlan(name), actor=actor, now=now)
    workshops = {
        found.name: found
        for found in session.scalars(select(Workshop).where(Workshop.consultation_id == consultation.id))
    }
    names = _participants(session, consultation)
    for place, name in enumerate(plan.sources):
        said = [_said(line, names) for line in plan.lines if line.source == name]
        keep_notes(
            session,
            workshops[name],
            said,
            origin=NoteOrigin.TABLE,
            page=f"{page}-{place}",
            actor=actor,
            now=now,
        )
    record(
        session,
        "notes.imported",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        count=len(plan.lines),
        left_out=len(plan.table.problems) + len(plan.known),
    )
    session.flush()


def _said(line: NoteLine, names: Mapping[str, Organisation]) -> Said:
    """A name that is one of those who take part is that organisation; any other is kept as it was written."""
    found = names.get(identity_key(line.organisation)) if line.organisation else None
    return Said(
        line.text,
        theme=line.theme,
        organisation_id=None if found is None else found.id,
        organisation_name=line.organisation if found is None else found.name,
        is_from_organisation=line.is_from_organisation,
        reference=line.reference,
    )


def _participants(session: Session, consultation: Consultation) -> dict[str, Organisation]:
    query = (
        select(Organisation)
        .join(Participation, Participation.organisation_id == Organisation.id)
        .where(Participation.consultation_id == consultation.id)
    )
    return {found.identity: found for found in session.scalars(query)}
