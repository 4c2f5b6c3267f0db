"""What a person has typed and not yet saved: kept per form, through closing, sign-out and lost network."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Draft, Person

MAX_FIELD_BYTES = 20_000
MAX_FIELDS = 30


def save_draft(
    session: Session,
    *,
    consultation_id: int,
    person: Person,
    form: str,
    fields: Mapping[str, str],
    now: datetime,
) -> Draft:
    """The newest words of a form replace the earlier ones; this works whether or not a round is open."""
    if len(fields) > MAX_FIELDS or any(len(text.encode()) > MAX_FIELD_BYTES for text in fields.values()):
        raise Invalid("The text is too long. It can be at most 20 kB.")
    draft = load_draft(session, person_id=person.id, form=form)
    if draft is None:
        draft = Draft(consultation_id=consultation_id, person_id=person.id, form=form)
        session.add(draft)
    draft.fields, draft.saved_at = dict(fields), now
    session.flush()
    return draft


def load_draft(session: Session, *, person_id: int, form: str) -> Draft | None:
    """What the person last typed into a form."""
    return session.scalar(select(Draft).where(Draft.person_id == person_id, Draft.form == form))


def drop_draft(session: Session, *, person_id: int, form: str) -> None:
    """A form that was saved has no draft any more."""
    session.execute(delete(Draft).where(Draft.person_id == person_id, Draft.form == form))
