"""The log of a consultation, newest first: searched, turned page by page, taken out as a table."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from werkzeug.exceptions import BadRequest

from consult.reports.events import Event, Topic, Wanted, count_events, list_actors, load_events
from consult.security import Permission
from consult.services.wall_clock import instant, wall_clock
from consult.sheets import write_csv
from consult.web.coordination.blueprint import blueprint
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import config, consultation, session
from consult.web.downloads import download, named
from consult.web.log_words import moment_words, sentence_of
from consult.web.moments import read_day
from consult.web.permission import permission
from consult.web.query import asked_id, asked_page, asked_words
from consult.web.respond import respond
from consult.web.wording import gettext

PAGE_SIZE = 50
TOPICS = {
    Topic.ANSWERS: lazy_gettext("Answers, comments and proposals"),
    Topic.DECISIONS: lazy_gettext("Decisions and versions"),
    Topic.TEXTS: lazy_gettext("Request and documents"),
    Topic.TIMETABLE: lazy_gettext("Timetable and rounds"),
    Topic.PEOPLE: lazy_gettext("Invitations and organisations"),
    Topic.SIGNING: lazy_gettext("Signing and filing"),
    Topic.WORKSHOPS: lazy_gettext("Workshops"),
    Topic.OTHER: lazy_gettext("Other"),
}


@dataclass(frozen=True)
class Told:
    """One line of the log; `by` is the person when the sentence only names whom they spoke for."""

    at: datetime
    when: str
    sentence: str
    by: str = ""


@dataclass(frozen=True)
class Asked:
    """What the address asks for: as it was typed, as it is looked for, and the days nobody understood."""

    typed: dict[str, str]
    wanted: Wanted
    unread: tuple[str, ...]


@blueprint.get("/<slug>/log")
@permission(Permission.COORDINATE)
def log() -> ResponseReturnValue:
    """Who did what when, on whose behalf."""
    asked = _asked()
    total = max(1, -(-count_events(session(), consultation().id, asked.wanted) // PAGE_SIZE))
    page = min(asked_page(), total)
    events = load_events(
        session(),
        consultation().id,
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
        wanted=asked.wanted,
    )
    return respond(
        "coordination/log.html",
        events=told(events),
        page=page,
        total=total,
        page_url=lambda number: _url("coordination.log", {**asked.typed, "page": str(number)}),
        export_url=_url("coordination.export_log", asked.typed),
        asked=asked.typed,
        unread=asked.unread,
        actors=list_actors(session(), consultation().id),
        topics=TOPICS,
        tabs=setup_tabs(),
    )


@blueprint.get("/<slug>/log.csv")
@permission(Permission.COORDINATE)
def export_log() -> ResponseReturnValue:
    """What is shown now, all of it, as a table that a spreadsheet opens at once."""
    header = [
        gettext("Date and time"),
        gettext("Person"),
        gettext("In the name of"),
        gettext("What happened"),
        gettext("Code"),
    ]
    events = load_events(session(), consultation().id, limit=None, wanted=_asked().wanted)
    body = write_csv(header, (_row(event) for event in events))
    return download(body, "text/csv", named(f"{gettext('Log')} {consultation().slug}", "csv"))


def told(events: tuple[Event, ...]) -> list[Told]:
    """Each event in words."""
    return [_told(event) for event in events]


def _told(event: Event) -> Told:
    sentence = sentence_of(event)
    return Told(
        event.at,
        moment_words(event.at),
        sentence,
        event.actor if event.voice and event.actor not in sentence else "",
    )


def _row(event: Event) -> list[str]:
    at = wall_clock(event.at, config().timezone).isoformat(sep=" ", timespec="seconds")
    return [at, event.actor, event.voice, sentence_of(event), event.action]


def _asked() -> Asked:
    typed = {name: asked_words(name) for name in ("who", "what", "since", "until") if asked_words(name)}
    days = {name: read_day(typed[name]) for name in ("since", "until") if name in typed}
    if typed.get("what", Topic.OTHER) not in set(Topic):
        raise BadRequest
    wanted = Wanted(
        actor_id=asked_id("who"),
        topic=Topic(typed["what"]) if "what" in typed else None,
        since=_midnight(days.get("since")),
        until=_midnight(days.get("until"), days_later=1),
    )
    return Asked(typed, wanted, tuple(name for name, day in days.items() if day is None))


def _midnight(day: date | None, *, days_later: int = 0) -> datetime | None:
    """The beginning of a day on the clock of the site."""
    if day is None or not date.min < day < date(date.max.year, 1, 1):
        return None
    return instant(datetime.combine(day + timedelta(days=days_later), time.min), config().timezone)


def _url(endpoint: str, arguments: dict[str, str]) -> str:
    return url_for(endpoint, **arguments)  # type: ignore[arg-type]  # its own keywords all start with _
