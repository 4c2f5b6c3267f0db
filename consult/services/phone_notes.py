"""A note that is left by phone, without an account, during the hours of the workshop."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed, TooMany
from consult.models import Note, NoteOrigin, Organisation, Participation, Workshop
from consult.services.attempts import Limit, count_attempt
from consult.services.limits import require_length
from consult.services.log import record
from consult.services.notes import MAX_NOTE, Said, is_kept, keep_notes
from consult.services.organisation_names import identity_key

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: One phone writes; a room full of people behind one address writes too; a program does more than either.
PHONE = (Limit(12, MINUTE), Limit(200, HOUR))
ROOM = (Limit(240, MINUTE), Limit(4_000, HOUR))


class Hours(StrEnum):
    """When the page is asked for, seen from the hours of the workshop."""

    NEVER = "never"
    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


@dataclass(frozen=True)
class Sender:
    """From where a note comes, in keys that name neither a person nor an address."""

    phone: str
    room: str


def hours_of(workshop: Workshop, now: datetime) -> Hours:
    """Judged by the server's clock; at the closing second it is over."""
    if workshop.opens_at is None:
        return Hours.NEVER
    if workshop.is_open(now):
        return Hours.OPEN
    return Hours.BEFORE if now < workshop.opens_at else Hours.AFTER


def leave_note(
    session: Session, workshop: Workshop, said: Said, *, page: str, sender: Sender, now: datetime
) -> int:
    """The number of the note; the same page sent again leaves none."""
    if hours_of(workshop, now) is not Hours.OPEN:
        raise NotAllowed("The workshop takes no notes now. Your text is below.")
    if not said.text:
        raise Invalid("Write a note first.", field="text")
    if len(said.text) > MAX_NOTE:
        raise Invalid("A note can be at most %(limit)s characters.", field="text", limit=MAX_NOTE)
    require_length(said.organisation_name, field="organisation")
    if is_kept(session, page):
        return session.scalars(select(Note.number).where(Note.page == f"{page}:1")).one()
    keys = {f"note:{workshop.id}:p:{sender.phone}": PHONE, f"note:{workshop.id}:r:{sender.room}": ROOM}
    refusal = TooMany("Too many notes in a short while. Wait for a minute and send it again.")
    count_attempt(session, keys, refusal, now=now)
    said = _with_organisation(session, workshop, said)
    number = keep_notes(session, workshop, [said], origin=NoteOrigin.PHONE, page=page, actor=None, now=now)
    record(
        session,
        "note.left",
        actor=None,
        now=now,
        consultation_id=workshop.consultation_id,
        voice_id=workshop.voice_id,
        subject="workshop",
        subject_id=workshop.id,
        note=number,
    )
    return number


def _with_organisation(session: Session, workshop: Workshop, said: Said) -> Said:
    """A name that is one of those who take part is that organisation; any other is kept as it was written."""
    if not said.organisation_name:
        return said
    found = session.scalar(
        select(Organisation)
        .join(Participation, Participation.organisation_id == Organisation.id)
        .where(
            Participation.consultation_id == workshop.consultation_id,
            Organisation.identity == identity_key(said.organisation_name),
        )
    )
    said = replace(said, is_from_organisation=True)
    return said if found is None else replace(said, organisation_id=found.id, organisation_name=found.name)
