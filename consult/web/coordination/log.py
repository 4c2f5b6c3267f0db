"""The log of a consultation, newest first."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask.typing import ResponseReturnValue

from consult.reports.events import Event, count_events, load_events
from consult.security import Permission
from consult.web.coordination.blueprint import blueprint
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, session
from consult.web.log_words import moment_words, sentence_of
from consult.web.permission import permission
from consult.web.query import asked_page
from consult.web.respond import respond

PAGE_SIZE = 50


@dataclass(frozen=True)
class Told:
    """One line of the log."""

    at: datetime
    when: str
    sentence: str


@blueprint.get("/<slug>/log")
@permission(Permission.COORDINATE)
def log() -> ResponseReturnValue:
    """Who did what when."""
    total = max(1, -(-count_events(session(), consultation().id) // PAGE_SIZE))
    page = min(asked_page(), total)
    events = load_events(session(), consultation().id, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    return respond(
        "coordination/log.html",
        events=told(events),
        page=page,
        total=total,
        page_url=lambda number: url_for("coordination.log", page=number),
        tabs=setup_tabs(),
    )


def told(events: tuple[Event, ...]) -> list[Told]:
    """Each event in words."""
    return [Told(event.at, moment_words(event.at), sentence_of(event)) for event in events]
