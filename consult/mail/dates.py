"""How instants are written for people: by language, in the site's time zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta

DATE = {"fi": "d.M.y", "sv": "d.M.y", "en": "d MMM y"}
TIME = {"fi": "H.mm", "sv": "H.mm", "en": "H:mm"}
DATE_AND_TIME = {"fi": "d.M.y 'klo' H.mm", "sv": "d.M.y 'kl.' H.mm", "en": "d MMM y 'at' H:mm"}
LONG_DEADLINE = {"fi": "ccc d.M.y 'klo' H.mm", "sv": "ccc d.M.y 'kl.' H.mm", "en": "ccc d MMM y 'at' H:mm"}
RECENT = timedelta(days=7)


def write_instant(at: datetime, patterns: dict[str, str], *, language: str, zone: str) -> str:
    """The instant by the language's own pattern, on the wall clock of the zone."""
    return format_datetime(at.astimezone(ZoneInfo(zone)), patterns[language], locale=language)


def write_relative(at: datetime, *, now: datetime, language: str, zone: str) -> str:
    """How long ago or until, within a week; the date beyond that."""
    if abs(at - now) >= RECENT:
        return write_instant(at, DATE, language=language, zone=zone)
    return format_timedelta(at - now, threshold=1, add_direction=True, locale=language)


def days_left(until: datetime, *, now: datetime, zone: str) -> int:
    """Whole days on the calendar of the zone: 0 on the last day, negative when the moment has passed."""
    here = ZoneInfo(zone)
    if until <= now:
        return -1
    return (until.astimezone(here).date() - now.astimezone(here).date()).days
