"""The letter: main points, closing, annexes, distribution, contacts, and the answerer's data."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Consultation, Letter, Person
from consult.services.limits import require_length, require_size
from consult.services.log import record
from consult.services.submissions import require_not_filed

MAX_PLACE = 100
LINES = ("main_points", "closing", "annexes", "distribution", "for_information", "contacts")
NAMES = ("answerer", "recorder", "contact", "body")


@dataclass(frozen=True)
class Parts:
    """Everything that can be written around a statement."""

    place: str = ""
    main_points: str = ""
    closing: str = ""
    annexes: str = ""
    distribution: str = ""
    for_information: str = ""
    contacts: str = ""
    answerer: str = ""
    recorder: str = ""
    contact: str = ""
    body: str = ""
    handled_on: date | None = None


def save_letter(
    session: Session, consultation: Consultation, parts: Parts, *, actor: Person, now: datetime
) -> Letter:
    """What stands around the text from now on; after filing it stays as it is."""
    require_not_filed(session, consultation.id)
    require_length(parts.place, field="place", limit=MAX_PLACE)
    for name in NAMES:
        require_length(getattr(parts, name), field=name)
    for name in LINES:
        require_size(getattr(parts, name), field=name)
    letter = find_letter(session, consultation.id)
    if letter is None:
        letter = Letter(consultation_id=consultation.id)
        session.add(letter)
    for name, value in asdict(parts).items():
        setattr(letter, name, value)
    record(session, "letter.saved", actor=actor, now=now, consultation_id=consultation.id)
    session.flush()
    return letter


def find_letter(session: Session, consultation_id: int) -> Letter | None:
    """What has been written around the statement."""
    return session.scalar(select(Letter).where(Letter.consultation_id == consultation_id))


def lines_in(words: str) -> tuple[str, ...]:
    """The lines of a part that have something in them."""
    return tuple(line.strip() for line in words.split("\n") if line.strip())
