"""Working days in Finland: Monday to Friday but the holidays; midsummer and Christmas eve are holidays."""

from datetime import date, timedelta
from functools import cache

from holidays.countries.finland import Finland

DAY = timedelta(days=1)
SATURDAY = 5
LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}


def holiday_name(day: date, language: str = "fi") -> str:
    """What the holiday is called, nothing when the day is none.

    >>> holiday_name(date(2027, 1, 6))
    'Loppiainen'
    """
    return _holidays(day.year, language).get(day, "")


def is_working_day(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < SATURDAY and not holiday_name(day)


def working_day_by(day: date) -> date:
    """The day itself, or the nearest working day before it."""
    while not is_working_day(day):
        day -= DAY
    return day


def working_day_from(day: date) -> date:
    """The day itself, or the nearest working day after it."""
    while not is_working_day(day):
        day += DAY
    return day


def back(day: date, count: int) -> date:
    """So many working days before the day."""
    for _ in range(count):
        day = working_day_by(day - DAY)
    return day


def count_working_days(first: date, last: date) -> int:
    """How many working days there are from the first to the last, both counted."""
    days = (first + number * DAY for number in range((last - first).days + 1))
    return sum(map(is_working_day, days))


@cache
def _holidays(year: int, language: str) -> dict[date, str]:
    return dict(Finland(years=year, language=LOCALES[language]))  # type: ignore[no-untyped-call]  # the library types no constructor
