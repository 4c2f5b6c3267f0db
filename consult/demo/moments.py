"""Times of the demonstration: days from its first start and a clock on the wall in Helsinki."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from consult.services.wall_clock import instant, wall_clock

ZONE = "Europe/Helsinki"
MOMENT = re.compile(r"(?P<weekday>weekday )?(?P<days>[+-]\d+) (?P<hour>\d{1,2})\.(?P<minute>\d\d)")
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Reads moments such as `-4 9.00` and `weekday +12 16.00`, counted from the day of the first start."""

    started_at: datetime

    def wall(self, moment: str) -> datetime:
        """The wall clock; on a weekend `weekday` means the Monday to come, or the Friday already past."""
        found = MOMENT.fullmatch(moment)
        if found is None:
            raise ValueError(f"{moment!r} is no moment")
        days = timedelta(days=int(found["days"]))
        today = wall_clock(self.started_at, ZONE)
        day = (
            today.replace(hour=int(found["hour"]), minute=int(found["minute"]), second=0, microsecond=0)
            + days
        )
        step = timedelta(days=1 if days > timedelta(0) else -1)
        while found["weekday"] and day.weekday() >= SATURDAY:
            day += step
        return day

    def instant(self, moment: str) -> datetime:
        """The instant that the wall clock shows."""
        return instant(self.wall(moment), ZONE)
