"""The version of a draft that a command is about, with the application around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import g
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import load_config
from consult.db import make_engine, reading_session
from consult.errors import Invalid, NotFound
from consult.models import Consultation, Document, Version
from consult.services.documents import find_draft
from consult.web.app import create_app


@dataclass(frozen=True)
class Opened:
    """A version as the database holds it."""

    session: Session
    consultation: Consultation
    document: Document
    version: Version


@contextmanager
def open_version(slug: str, number: int) -> Iterator[Opened]:
    """A version of the draft of SLUG, the newest one for 0, in the language of the draft."""
    config = load_config()
    engine = make_engine(config.database_url)
    with reading_session(engine) as session:
        consultation = session.scalar(select(Consultation).where(Consultation.slug == slug))
        document = find_draft(session, consultation.id) if consultation else None
        if consultation is None or document is None:
            raise NotFound("There is no draft in %(slug)s.", slug=slug)
        version = find_version(session, document, number)
        with create_app(config).test_request_context(), force_locale(document.language):
            g.consultation, g.session = consultation, session
            try:
                yield Opened(session, consultation, document, version)
            finally:
                g.pop("session")  # it is ours to close, not the request's
    engine.dispose()


def find_version(session: Session, document: Document, number: int) -> Version:
    """The version of that number, or the newest one."""
    query = select(Version).where(Version.document_id == document.id).order_by(Version.number.desc()).limit(1)
    found = session.scalar(query.where(Version.number == number) if number else query)
    if found is None:
        raise NotFound("There is no such version.")
    return found


def require_free(file: Path, *, force: bool) -> None:
    """No file is written over unasked."""
    if file.exists() and not force:
        raise Invalid("%(file)s is there already. Use --force to write over it.", file=file)
