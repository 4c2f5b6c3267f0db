"""What belongs to the request at hand, typed: who asks, in which consultation, when, on which session."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.config import Config
from consult.db import reading_session, writing_session
from consult.errors import NotAllowed, NotFound
from consult.models import Consultation, Person
from consult.security import ANONYMOUS, Identity, Place

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

#: Set by `reads_only` on a view that is asked by POST and changes nothing.
READS_ONLY = "consult_reads_only"


@dataclass(frozen=True)
class Shell:
    """What one application holds for all its requests."""

    config: Config
    engine: Engine
    clock: Callable[[], datetime]


def shell() -> Shell:
    """The shell of the application at hand."""
    return cast(Shell, current_app.extensions["consult"])


def config() -> Config:
    """What the operator decided."""
    return shell().config


def now() -> datetime:
    """When the request arrived, by the server's clock; the same instant for the whole request."""
    return cast(datetime, g.now)


def session() -> Session:
    """The request's one session, opened when first asked for; it can write when the method is unsafe."""
    if "session" not in g:
        open_session = reading_session if _only_reads() else writing_session
        g.session = open_session(shell().engine)
    return cast(Session, g.session)


def _only_reads() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method in SAFE_METHODS or bool(getattr(view, READS_ONLY, False))


def identity() -> Identity:
    """Who is asking."""
    return cast(Identity, g.get("identity", ANONYMOUS))


def signed_in_at() -> datetime | None:
    """When the one who is asking signed in, in this browser."""
    return cast("datetime | None", g.get("signed_in_at"))


def person() -> Person:
    """The person who is asking, on the request's session."""
    found = session().get(Person, identity().person_id) if identity().is_signed_in else None
    if found is None:
        raise NotAllowed("Sign in first.")
    return found


def consultation() -> Consultation:
    """The consultation that the address names."""
    if "consultation" not in g:
        raise NotFound("There is no such page.")
    return cast(Consultation, g.consultation)


def place() -> Place:
    """Where the request takes place: in a consultation or nowhere."""
    return cast(Place, g.get("place", Place()))


def request_id() -> str:
    """The name of this request in the log, told to the reader when something breaks."""
    return cast(str, g.get("request_id", ""))
