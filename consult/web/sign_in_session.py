"""The cookie of a signed-in browser: it holds a secret, the database holds what the secret hashes to."""

from flask import Response, g, request
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.db import reading_session
from consult.models import Person
from consult.security import load_identity
from consult.services import sessions
from consult.web.current import config, now, session, shell

COOKIE = "__Host-consult"
COOKIE_WITHOUT_HTTPS = "consult-dev"
IMPATIENT_MS = 50
USUAL_MS = 3000


def cookie_name() -> str:
    """The __Host- prefix needs HTTPS; without it the name says that this is not production."""
    return COOKIE if config().is_https else COOKIE_WITHOUT_HTTPS


def identify() -> None:
    """Before every view: who holds this cookie, read on a session of its own that waits for no lock."""
    secret = request.cookies.get(cookie_name())
    if not secret or request.endpoint == "static":
        return
    with reading_session(shell().engine) as reading:
        signed_in = sessions.find_session(reading, secret, now=now())
        if signed_in is None:
            return
        found = load_identity(reading, signed_in.person, invited_to=signed_in.consultation_id)
        if sessions.has_lapsed(signed_in, is_privileged=found.is_privileged, now=now()):
            return
    # The link of an invitation lies in a mailbox for weeks: coming in by it proves nothing about today.
    g.identity, g.signed_in_at = found, signed_in.created_at if found.invited_to is None else None
    if sessions.needs_touch(signed_in, now=now()):
        g.touch = signed_in.id


def begin(response: Response, person: Person, *, invited_to: int | None = None) -> Response:
    """Sign the person in: a new secret, and the old one of this browser is worthless.

    With `invited_to` only into that consultation.
    """
    _end_current()
    secret = sessions.start_session(session(), person, now=now(), consultation_id=invited_to)
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=int(sessions.ABSOLUTE.total_seconds()),
        secure=config().is_https,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def end(response: Response) -> Response:
    """Sign out: every copy of the cookie is worthless."""
    _end_current()
    response.delete_cookie(cookie_name(), path="/", secure=config().is_https, httponly=True, samesite="Lax")
    return response


def touch() -> None:
    """After the answer: mark the session as seen, in a small write that gives up at once when locked."""
    session_id: int | None = g.pop("touch", None)
    if session_id is None:
        return
    try:
        _touch(shell().engine, session_id)
    except DBAPIError:
        # Seen a minute later is seen soon enough.
        return


def _touch(engine: Engine, session_id: int) -> None:
    impatient = engine.execution_options(consult_immediate=True, consult_patience=IMPATIENT_MS / 1000)
    with impatient.connect() as connection:
        _wait_at_most(connection, IMPATIENT_MS)
        try:
            with Session(connection) as writing:
                sessions.touch_session(writing, session_id, now=now())
                writing.commit()
        finally:
            _wait_at_most(connection, USUAL_MS)


def _wait_at_most(connection: Connection, milliseconds: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute(f"PRAGMA busy_timeout={milliseconds}")


def _end_current() -> None:
    secret = request.cookies.get(cookie_name())
    if secret:
        sessions.end_session(session(), secret, now=now())
