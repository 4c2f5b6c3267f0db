"""Notes of workshops: pasted one per line, from a table, or left by phone; nobody is made their author."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Note, NoteOrigin, Person, Workshop
from consult.services.endings import require_going_on
from consult.services.limits import require_length
from consult.services.log import record
from consult.services.workshops import MAX_THEME
from consult.text.normalise import normalise, single_line

MAX_NOTE = 2_000
MAX_LINES = 5_000
#: What stands before a line that was copied from a list.
BULLET = re.compile(r"^(?:[-–—•*·]|\d{1,3}[.)])\s+")


@dataclass(frozen=True)
class Said:
    """One note before it has its number."""

    text: str
    theme: str = ""
    version_id: int | None = None
    block_id: str | None = None
    organisation_id: int | None = None
    organisation_name: str = ""
    is_from_organisation: bool = False
    reference: str = ""


def read_lines(words: str) -> tuple[str, ...]:
    """The notes of a pasted text: one for each line that says something, without its bullet.

    >>> read_lines("- Tilat ovat kalliita\\n\\n- Tilat ovat kalliita")
    ('Tilat ovat kalliita', 'Tilat ovat kalliita')
    """
    lines = (BULLET.sub("", line.strip()) for line in normalise(words).split("\n"))
    return tuple(single_line(line) for line in lines if line.strip())


def paste_notes(
    session: Session, workshop: Workshop, words: str, *, theme: str, page: str, actor: Person, now: datetime
) -> int:
    """How many notes there were; the same page sent again adds none."""
    lines = read_lines(words)
    if not lines:
        raise Invalid("Paste at least one note.", field="text")
    if len(lines) > MAX_LINES:
        raise Invalid("Paste at most %(limit)s notes at once.", field="text", limit=MAX_LINES)
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_NOTE:
            raise Invalid(
                "Note %(number)s is too long. A note can be at most %(limit)s characters.",
                field="text",
                number=number,
                limit=MAX_NOTE,
            )
    require_length(theme, field="theme", limit=MAX_THEME)
    if is_kept(session, page):
        return len(lines)
    said = [Said(line, theme=theme) for line in lines]
    keep_notes(session, workshop, said, origin=NoteOrigin.PASTED, page=page, actor=actor, now=now)
    record(
        session,
        "notes.pasted",
        actor=actor,
        now=now,
        consultation_id=workshop.consultation_id,
        voice_id=workshop.voice_id,
        subject="workshop",
        subject_id=workshop.id,
        count=len(lines),
    )
    return len(lines)


def is_kept(session: Session, page: str) -> bool:
    """Whether the notes of this opened form have been kept already."""
    return session.scalar(select(Note.id).where(Note.page == _page(page, 1))) is not None


def keep_notes(
    session: Session,
    workshop: Workshop,
    said: Sequence[Said],
    *,
    origin: NoteOrigin,
    page: str,
    actor: Person | None,
    now: datetime,
) -> int:
    """Number and keep notes in one statement; the number of the first of them."""
    require_going_on(session, workshop.consultation_id)
    highest = select(func.max(Note.number)).where(Note.consultation_id == workshop.consultation_id)
    first = (session.scalar(highest) or 0) + 1
    common = {
        "consultation_id": workshop.consultation_id,
        "workshop_id": workshop.id,
        "origin": origin,
        "created_by_id": None if actor is None else actor.id,
        "created_at": now,
    }
    session.execute(
        insert(Note),
        [
            {**vars(note), **common, "number": first + place, "page": _page(page, place + 1)}
            for place, note in enumerate(said)
        ],
    )
    return first


def _page(page: str, place: int) -> str:
    return f"{page}:{place}"
