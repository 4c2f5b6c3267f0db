"""What a person has typed and not yet saved: kept per form, through closing, sign-out and lost network."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Invalid
from consult.models import Draft, Person, SpentPage

MAX_FIELD_BYTES = 20_000
MAX_FIELDS = 30
MAX_FORM_NAME = 200
PAGE = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
REMEMBERED = timedelta(days=1)


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
    if not 0 < len(form) <= MAX_FORM_NAME:
        raise Invalid("There is no such form.")
    words = {text.single_line(name): text.normalise(value) for name, value in fields.items()}
    too_much = any(len(value.encode()) > MAX_FIELD_BYTES for value in (*words, *words.values()))
    if len(words) > MAX_FIELDS or too_much:
        raise Invalid("The text is too long. It can be at most 20 kB.")
    draft = load_draft(session, person_id=person.id, form=form)
    if draft is None:
        draft = Draft(consultation_id=consultation_id, person_id=person.id, form=form)
        session.add(draft)
    draft.fields, draft.saved_at = words, now
    session.flush()
    return draft


def load_draft(session: Session, *, person_id: int, form: str) -> Draft | None:
    """What the person last typed into a form."""
    return session.scalar(select(Draft).where(Draft.person_id == person_id, Draft.form == form))


def drop_draft(session: Session, *, person_id: int, form: str) -> None:
    """A form that was saved has no draft any more."""
    session.execute(delete(Draft).where(Draft.person_id == person_id, Draft.form == form))


def spend_page(session: Session, *, person_id: int, page: str, now: datetime) -> None:
    """The form of an opened page was saved or thrown away: what it sends later comes too late.

    A page is remembered for a day, which no message is under way.
    """
    session.execute(delete(SpentPage).where(SpentPage.spent_at < now - REMEMBERED))
    if PAGE.fullmatch(page) and not is_spent(session, person_id=person_id, page=page):
        session.add(SpentPage(page=page, person_id=person_id, spent_at=now))
        session.flush()


def is_spent(session: Session, *, person_id: int, page: str) -> bool:
    """Whether the form of this opened page is done with."""
    return session.get(SpentPage, (page, person_id)) is not None


def drafts_of(session: Session, *, person_id: int, consultation_id: int) -> Sequence[Draft]:
    """Everything a person has left half-written in a consultation, the newest first."""
    return session.scalars(
        select(Draft)
        .where(Draft.person_id == person_id, Draft.consultation_id == consultation_id)
        .order_by(Draft.saved_at.desc(), Draft.id)
    ).all()
