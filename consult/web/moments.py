"""Days and times of day as people write them: 1.2.2027 and 16.00, on the wall clock of the site."""

import re
from datetime import date, datetime, time
from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from consult.reports.counting_back import MOST_DAYS
from consult.services.wall_clock import instant, wall_clock
from consult.web.current import config
from consult.web.wording import gettext

DAY = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4})\.?")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
COUNT = re.compile(r"\d{1,3}", re.ASCII)
CLOCK = re.compile(r"(?:klo|kl\.?|at)?\s*(\d{1,2})(?:\s*[.:]\s*(\d{2}))?", re.IGNORECASE)


class DayField(StringField):
    """A day; `day` is what was meant, None when nothing was written."""

    day: date | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"inputmode": "text", "autocomplete": "off", "size": "12"})
        super().__init__(*args, **kwargs)

    def pre_validate(self, form: object) -> None:
        """Understand the day or say how to write it."""
        if not self.data:
            return
        self.day = read_day(self.data)
        if self.day is None:
            looks_right = DAY.fullmatch(self.data) or ISO_DAY.fullmatch(self.data)
            raise ValidationError(
                gettext("There is no such day.")
                if looks_right
                else gettext("Write the day like this: 1.2.2027.")
            )


class ClockField(StringField):
    """A time of day; `clock` is what was meant, None when nothing was written."""

    clock: time | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"inputmode": "text", "autocomplete": "off", "size": "7"})
        super().__init__(*args, **kwargs)

    def pre_validate(self, form: object) -> None:
        """Understand the time or say how to write it."""
        if not self.data:
            return
        self.clock = read_clock(self.data)
        if self.clock is None:
            raise ValidationError(gettext("Write the time like this: 16.00."))


class CountField(StringField):
    """A number of days; `count` is what was meant, None when nothing was written."""

    count: int | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"inputmode": "numeric", "autocomplete": "off", "size": "4"})
        super().__init__(*args, **kwargs)

    def pre_validate(self, form: object) -> None:
        """Understand the number or say how to write it."""
        if not self.data:
            return
        if not COUNT.fullmatch(self.data) or int(self.data) > MOST_DAYS:
            raise ValidationError(gettext("Write a number from 0 to %(most)s.", most=MOST_DAYS))
        self.count = int(self.data)


def read_day(words: str) -> date | None:
    """The day that was written, or None.

    >>> read_day("1.2.2027")
    datetime.date(2027, 2, 1)
    """
    finnish, iso = DAY.fullmatch(words), ISO_DAY.fullmatch(words)
    try:
        if finnish:
            return date(int(finnish[3]), int(finnish[2]), int(finnish[1]))
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None


def read_clock(words: str) -> time | None:
    """The time of day that was written, or None.

    >>> read_clock("klo 16")
    datetime.time(16, 0)
    """
    found = CLOCK.fullmatch(words)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def moment_of(day: DayField, clock: ClockField) -> datetime:
    """The instant that a filled in day and time mean; an hour that does not exist is refused."""
    return instant(wall_of(day, clock), config().timezone, field=clock.name)


def wall_of(day: DayField, clock: ClockField) -> datetime:
    """The same as a wall clock without zone."""
    if day.day is None or clock.clock is None:
        raise ValueError("the form has not been validated")
    return datetime.combine(day.day, clock.clock)


def typed_day(at: datetime | None) -> str:
    """An instant's day as one would type it."""
    if at is None:
        return ""
    here = wall_clock(at, config().timezone)
    return f"{here.day}.{here.month}.{here.year}"


def typed_date(day: date | None) -> str:
    """A day as one would type it."""
    return "" if day is None else f"{day.day}.{day.month}.{day.year}"


def typed_clock(at: datetime | None) -> str:
    """An instant's time of day as one would type it."""
    return "" if at is None else f"{wall_clock(at, config().timezone):%-H.%M}"
