"""The calendar of a consultation as iCalendar (RFC 5545): moments in UTC, stages as whole days."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from flask import Response, g, request, url_for
from flask.typing import ResponseReturnValue
from icalendar import Calendar, Event, vDuration

from consult.db import reading_session
from consult.reports.occasions import Occasion, OccasionKind, Revision, load_occasions, load_revision
from consult.security import Permission, load_identity
from consult.services.calendar_links import calendar_reader
from consult.services.wall_clock import wall_clock
from consult.web.current import config, consultation, now, session, shell
from consult.web.occasion_words import occasion_label
from consult.web.permission import permission
from consult.web.reading.blueprint import blueprint
from consult.web.reading.place import standing

ENDPOINT = "reading.calendar_feed"
KEY = "key"
REFRESH = timedelta(hours=12)
MAX_KEY = 100


@blueprint.get("/calendar.ics")
@permission(Permission.READ)
def calendar_feed() -> ResponseReturnValue:
    """What the reader may see anyway, in the form that calendars take."""
    here = standing()
    revision = load_revision(session(), consultation().id)
    calendar = Calendar()
    calendar.add("prodid", "-//consult//timetable//FI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", consultation().title)
    calendar.add("x-wr-timezone", config().timezone)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    for occasion in load_occasions(session(), consultation().id, here):
        calendar.add_component(_event(occasion, revision, is_over=here.ending is not None))
    response = Response(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _event(occasion: Occasion, revision: Revision, *, is_over: bool) -> Event:
    event = Event()
    event.add("uid", f"{occasion.key}@{urlsplit(config().base_url).hostname}")
    event.add("dtstamp", revision.at or consultation().created_at)
    event.add("last-modified", revision.at or consultation().created_at)
    event.add("sequence", revision.sequence)
    event.add("summary", f"{occasion_label(occasion)}: {consultation().title}")
    event.add("url", config().base_url + url_for("reading.front"))
    if occasion.kind is OccasionKind.STAGE:
        event.add("dtstart", _day(occasion.starts_at))
        event.add("dtend", _day(occasion.ends_at or occasion.starts_at) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", occasion.starts_at.astimezone(UTC))
    if is_over and occasion.starts_at > now():
        event.add("status", "CANCELLED")
    return event


def _day(at: datetime) -> date:
    return wall_clock(at, config().timezone).date()


def identify_by_key() -> None:
    """A calendar signs in nowhere: the personal link of a person opens this one address for it."""
    key = request.args.get(KEY, "")
    if request.endpoint != ENDPOINT or not 0 < len(key) <= MAX_KEY:
        return
    slug = (request.view_args or {}).get("slug", "")
    with reading_session(shell().engine) as reading:
        found = calendar_reader(reading, key, slug=slug, now=now())
        if found is not None:
            g.identity = load_identity(reading, found)
