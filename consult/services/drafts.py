"""What a person has typed and not yet saved: kept per form, through closing, sign-out and lost network."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Invalid, NotFound
from consult.models import Draft, Person, SpentPage

MAX_FIELD_BYTES = 20_000
MAX_FIELDS = 30
MAX_FORM_NAME = 200
PAGE = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
REMEMBERED = timedelta(days=1)
#: Before the name of a form: what was thrown away from it last, so that it can be brought back.
THROWN = "thrown-away:"
#: The fields in which a person says something; the others have a value when the form opens.
SAID = ("text", "rationale", "after")


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


def is_empty(fields: Mapping[str, str]) -> bool:
    """Whether nothing has been said in the form yet."""
    return not any(fields.get(name, "").strip() for name in SAID)


def load_draft(session: Session, *, person_id: int, form: str) -> Draft | None:
    """What the person last typed into a form."""
    return session.scalar(select(Draft).where(Draft.person_id == person_id, Draft.form == form))


def drop_draft(session: Session, *, person_id: int, form: str) -> None:
    """A form that was saved has no draft any more."""
    session.execute(delete(Draft).where(Draft.person_id == person_id, Draft.form == form))


def throw_away(
    session: Session,
    *,
    consultation_id: int,
    person: Person,
    form: str,
    now: datetime,
    fields: Mapping[str, str] | None = None,
) -> None:
    """A form begins anew; its newest words, or else what was kept of them, can be brought back for a day."""
    is_old = Draft.form.startswith(THROWN) & (Draft.saved_at < now - REMEMBERED)
    session.execute(delete(Draft).where(is_old))
    draft = load_draft(session, person_id=person.id, form=form)
    words = fields or (draft.fields if draft is not None else {})
    if not is_empty(words):
        save_draft(
            session,
            consultation_id=consultation_id,
            person=person,
            form=THROWN + form,
            fields=words,
            now=now,
        )
    drop_draft(session, person_id=person.id, form=form)


def thrown_away(session: Session, *, person_id: int, form: str) -> Draft | None:
    """What was last thrown away from a form."""
    return load_draft(session, person_id=person_id, form=THROWN + form)


def bring_back(session: Session, *, person_id: int, form: str) -> None:
    """Undo throwing away; what has been written since takes its place, so that neither is lost."""
    thrown = thrown_away(session, person_id=person_id, form=form)
    if thrown is None:
        raise NotFound("There is no unfinished text to bring back.")
    newer = load_draft(session, person_id=person_id, form=form)
    if newer is None:
        thrown.form = form
    else:
        newer.fields, thrown.fields = thrown.fields, newer.fields
    session.flush()


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
    every = every_draft_of(session, person_id=person_id, consultation_id=consultation_id)
    return [draft for draft in every if not draft.form.startswith(THROWN)]


def every_draft_of(session: Session, *, person_id: int, consultation_id: int) -> Sequence[Draft]:
    """The same with what was thrown away and can still be brought back."""
    return session.scalars(
        select(Draft)
        .where(Draft.person_id == person_id, Draft.consultation_id == consultation_id)
        .order_by(Draft.saved_at.desc(), Draft.id)
    ).all()
