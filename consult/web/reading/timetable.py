"""The timetable for everybody who reads: a list, months as tables, and the link for one's own calendar."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from babel.dates import format_date, get_day_names
from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.models import Access
from consult.reports.occasions import Occasion, OccasionKind, load_occasions
from consult.reports.working_days import holiday_name
from consult.security import Permission
from consult.services.calendar_links import (
    find_calendar_link,
    make_calendar_link,
    revoke_calendar_links,
    secret_of,
)
from consult.services.wall_clock import wall_clock
from consult.web.current import config, consultation, identity, now, person, place, session
from consult.web.i18n import language, long_deadline
from consult.web.occasion_words import occasion_label
from consult.web.permission import permission
from consult.web.reading.blueprint import blueprint
from consult.web.reading.feed import KEY
from consult.web.reading.place import standing
from consult.web.respond import respond
from consult.web.steps import days_words, wizard_steps
from consult.web.wording import gettext

MOST_MONTHS = 6
SEE_OTHER = 303


@dataclass(frozen=True)
class Entry:
    """One line of the list."""

    label: str
    when: str
    is_over: bool


@dataclass(frozen=True)
class Day:
    """One cell of a month."""

    day: date
    is_outside: bool
    is_today: bool
    holiday: str
    begins: tuple[str, ...]


@dataclass(frozen=True)
class Month:
    """A month as weeks of seven days."""

    name: str
    weeks: tuple[tuple[Day, ...], ...]


@blueprint.get("/timetable")
@permission(Permission.READ)
def timetable() -> ResponseReturnValue:
    """What happens when."""
    here = standing()
    occasions = load_occasions(session(), consultation().id, here)
    return respond(
        "reading/timetable.html",
        consultation=consultation(),
        standing=here,
        steps=wizard_steps(here),
        entries=[_entry(each) for each in occasions],
        months=_months(occasions),
        weekdays=_weekdays(),
        feed=_feed(),
        is_personal=_is_personal(),
    )


@blueprint.post("/calendar-link")
@permission(Permission.READ)
def make_link() -> ResponseReturnValue:
    """The reader gets a link of their own; an earlier one stops working."""
    make_calendar_link(session(), consultation(), person(), key=config().secret_key, now=now())
    flash(gettext("Your calendar link is ready. Earlier links no longer work."))
    return redirect(url_for("reading.timetable", _anchor="calendar"), SEE_OTHER)


@blueprint.post("/calendar-link/revoke")
@permission(Permission.READ)
def revoke_link() -> ResponseReturnValue:
    """The reader's links stop working."""
    revoke_calendar_links(session(), consultation(), person(), now=now())
    flash(gettext("Your calendar link no longer works."))
    return redirect(url_for("reading.timetable", _anchor="calendar"), SEE_OTHER)


def _is_personal() -> bool:
    """What not everybody may read, a calendar reads by a link of one person."""
    return consultation().access is not Access.PUBLIC or not place().is_published


def _feed() -> str:
    """The address for calendars, empty while the reader has no link of their own and needs one."""
    address = config().base_url + url_for("reading.calendar_feed")
    if not _is_personal():
        return address
    if not identity().is_signed_in:
        return ""
    token = find_calendar_link(session(), consultation(), person(), now=now())
    return "" if token is None else f"{address}?{KEY}={secret_of(token, key=config().secret_key)}"


def _entry(occasion: Occasion) -> Entry:
    ends = occasion.ends_at or occasion.starts_at
    if occasion.kind is not OccasionKind.STAGE or occasion.stage is None:
        return Entry(occasion_label(occasion), long_deadline(occasion.starts_at), ends <= now())
    last = _day(occasion.ends_at) if occasion.ends_at else None
    when = days_words(occasion.stage, _day(occasion.starts_at), last)
    return Entry(occasion_label(occasion), when, occasion.ends_at is not None and ends <= now())


def _months(occasions: tuple[Occasion, ...]) -> tuple[Month, ...]:
    """The months from now, or from the last day when all is over, at most six."""
    marks = sorted(mark for each in occasions for mark in _marks(each))
    if not marks:
        return ()
    days = {day: tuple(label for _, label in found) for day, found in groupby(marks, lambda mark: mark[0])}
    today = _day(now())
    first, last = min(max(min(days), today), max(days)), max(days)
    count = min((last.year - first.year) * 12 + last.month - first.month + 1, MOST_MONTHS)
    starts = [divmod(first.year * 12 + first.month - 1 + number, 12) for number in range(count)]
    return tuple(_month(year, month + 1, days, today) for year, month in starts)


def _marks(occasion: Occasion) -> list[tuple[date, str]]:
    """A moment marks its day, a stage its first and its last."""
    label = occasion_label(occasion)
    first = _day(occasion.starts_at)
    if occasion.kind is not OccasionKind.STAGE:
        return [(first, label)]
    last = _day(occasion.ends_at) if occasion.ends_at is not None else None
    if last is None or last == first:
        return [(first, label)]
    return [
        (first, gettext("%(stage)s begins", stage=label)),
        (last, gettext("%(stage)s ends", stage=label)),
    ]


def _month(year: int, month: int, days: dict[date, tuple[str, ...]], today: date) -> Month:
    weeks = Calendar().monthdatescalendar(year, month)
    return Month(
        format_date(date(year, month, 1), "LLLL y", locale=language()),
        tuple(
            tuple(
                Day(day, day.month != month, day == today, holiday_name(day, language()), days.get(day, ()))
                for day in week
            )
            for week in weeks
        ),
    )


def _weekdays() -> list[tuple[str, str]]:
    """Short and long names, Monday first."""
    short = get_day_names("short", "stand-alone", language())
    long = get_day_names("wide", "stand-alone", language())
    return [(short[number], long[number]) for number in range(7)]


def _day(at: datetime) -> date:
    return wall_clock(at, config().timezone).date()
