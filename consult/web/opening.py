"""The first time that somebody of an organisation reads a consultation is remembered, after the answer."""

from weakref import WeakKeyDictionary

from flask import Response, g, request
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.db import reading_session, writing_session
from consult.models import Participation
from consult.services.participations import note_opening
from consult.web.current import identity, now, place, shell

READING = "reading"
OK = 200

#: Per database, what this process knows to have been opened: it is asked once and never changes back.
_opened: WeakKeyDictionary[Engine, set[tuple[int, int]]] = WeakKeyDictionary()


def note(response: Response) -> None:
    """A small write of its own; when the database is busy the next page will tell."""
    consultation_id = place().consultation_id if "place" in g else None
    organisations = identity().organisations_in(consultation_id)
    if consultation_id is None or not organisations or response.status_code != OK:
        return
    if request.blueprint != READING or identity().is_agent_of(consultation_id):
        return
    known = _opened.setdefault(shell().engine, set())
    new = {(consultation_id, organisation_id) for organisation_id in organisations} - known
    if new and _noted(shell().engine, consultation_id, organisations):
        known |= new


def _noted(engine: Engine, consultation_id: int, organisations: tuple[int, ...]) -> bool:
    with reading_session(engine) as session:
        if not _is_first(session, consultation_id, organisations):
            return True
    try:
        with writing_session(engine) as session:
            note_opening(session, consultation_id, organisations, now=now())
            session.commit()
    except DBAPIError:
        # Opened a page later is opened soon enough.
        return False
    return True


def _is_first(session: Session, consultation_id: int, organisations: tuple[int, ...]) -> bool:
    unopened = select(Participation.id).where(
        Participation.consultation_id == consultation_id,
        Participation.organisation_id.in_(organisations),
        Participation.opened_at.is_(None),
    )
    return session.scalar(unopened.limit(1)) is not None
