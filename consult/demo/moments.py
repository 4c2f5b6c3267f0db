"""Times of the demonstration: days from its first start and a clock on the wall in Helsinki."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from consult.services.wall_clock import instant, wall_clock

ZONE = "Europe/Helsinki"
MOMENT = re.compile(
    r"(?P<weekday>weekday )?(?P<days>[+-]\d+)(?: \+(?P<workdays>\d+))? (?P<hour>\d{1,2})\.(?P<minute>\d\d)"
)
SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Reads moments, counted from the day of the first start.

    `-4 9.00` is four days before it; `weekday +12 16.00` in twelve days, on a weekend the Monday after
    (before it the Friday before); `weekday +12 +5 16.00` five working days later than that.
    """

    started_at: datetime

    def wall(self, moment: str) -> datetime:
        """What the clock on the wall will show, or showed."""
        found = MOMENT.fullmatch(moment)
        if found is None:
            raise ValueError(f"{moment!r} is no moment")
        days = int(found["days"])
        today = wall_clock(self.started_at, ZONE)
        day = today.replace(hour=int(found["hour"]), minute=int(found["minute"]), second=0, microsecond=0)
        day += days * DAY
        if found["weekday"]:
            day = _weekday(day, DAY if days > 0 else -DAY)
        for _ in range(int(found["workdays"] or 0)):
            day = _weekday(day + DAY, DAY)
        return day

    def instant(self, moment: str) -> datetime:
        """The instant that the wall clock shows."""
        return instant(self.wall(moment), ZONE)


def _weekday(day: datetime, step: timedelta) -> datetime:
    while day.weekday() >= SATURDAY:
        day += step
    return day
