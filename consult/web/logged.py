"""The pages of the log: what their address asks for, and each row in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import url_for
from flask_babel import LazyString, lazy_gettext
from werkzeug.exceptions import BadRequest

from consult.reports.events import Event, Topic, Wanted
from consult.services.wall_clock import instant, wall_clock
from consult.web.current import config
from consult.web.log_words import moment_words, sentence_of
from consult.web.moments import read_day
from consult.web.query import asked_id, asked_words
from consult.web.wording import gettext

PAGE_SIZE = 50
TOPICS: Mapping[Topic, LazyString] = {
    Topic.ANSWERS: lazy_gettext("Answers, comments and proposals"),
    Topic.DECISIONS: lazy_gettext("Decisions and versions"),
    Topic.TEXTS: lazy_gettext("Request and documents"),
    Topic.TIMETABLE: lazy_gettext("Timetable and rounds"),
    Topic.PEOPLE: lazy_gettext("Invitations and organisations"),
    Topic.SIGNING: lazy_gettext("Signing and filing"),
    Topic.WORKSHOPS: lazy_gettext("Workshops"),
    Topic.OTHER: lazy_gettext("Other"),
}
ASKED = ("who", "name", "where", "what", "since", "until")


@dataclass(frozen=True)
class Told:
    """One line of the log; `by` is the person when the sentence only names whom they spoke for."""

    at: datetime
    when: str
    sentence: str
    by: str = ""
    consultation: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Asked:
    """What the address asks for: as it was typed, as it is looked for, and the days nobody understood."""

    typed: dict[str, str]
    wanted: Wanted
    unread: tuple[str, ...]


def told(events: tuple[Event, ...]) -> list[Told]:
    """Each event in words."""
    return [_told(event) for event in events]


def asked_events() -> Asked:
    """What is asked of the log."""
    typed = {name: asked_words(name) for name in ASKED if asked_words(name)}
    days = {name: read_day(typed[name]) for name in ("since", "until") if name in typed}
    if typed.get("what", Topic.OTHER) not in set(Topic):
        raise BadRequest
    wanted = Wanted(
        actor_id=asked_id("who"),
        name=typed.get("name", ""),
        consultation_id=asked_id("where"),
        topic=Topic(typed["what"]) if "what" in typed else None,
        since=_midnight(days.get("since")),
        until=_midnight(days.get("until"), days_later=1),
    )
    return Asked(typed, wanted, tuple(name for name, day in days.items() if day is None))


def page_count(events: int) -> int:
    """How many pages so many events take; one even when there are none."""
    return max(1, -(-events // PAGE_SIZE))


def log_header() -> list[str]:
    """The columns of the log as a table."""
    return [
        gettext("Date and time"),
        gettext("Person"),
        gettext("In the name of"),
        gettext("What happened"),
        gettext("Code"),
    ]


def log_row(event: Event) -> list[str]:
    """One event as a row of the table."""
    at = wall_clock(event.at, config().timezone).isoformat(sep=" ", timespec="seconds")
    return [at, event.actor, event.voice, sentence_of(event), event.action]


def log_url(endpoint: str, arguments: Mapping[str, str]) -> str:
    """The address of the log with what is asked of it."""
    return url_for(endpoint, **arguments)  # type: ignore[arg-type]  # its own keywords all start with _


def _told(event: Event) -> Told:
    sentence = sentence_of(event)
    return Told(
        event.at,
        moment_words(event.at),
        sentence,
        event.actor if event.voice and event.actor not in sentence else "",
        event.consultation,
        event.slug,
    )


def _midnight(day: date | None, *, days_later: int = 0) -> datetime | None:
    """The beginning of a day on the clock of the site."""
    if day is None or not date.min < day < date(date.max.year, 1, 1):
        return None
    return instant(datetime.combine(day + timedelta(days=days_later), time.min), config().timezone)
