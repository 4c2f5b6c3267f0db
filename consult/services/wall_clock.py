"""What people write is a wall clock; what it means is an instant, and on two nights a year it is not sure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from consult.errors import Invalid


def instant(wall: datetime, zone: str, *, field: str = "") -> datetime:
    """The instant that a wall clock shows in a zone; an hour that is skipped or comes twice is refused.

    >>> instant(datetime(2027, 2, 1, 16, 0), "Europe/Helsinki").isoformat()
    '2027-02-01T14:00:00+00:00'
    """
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Invalid("There is no time zone called %(zone)s.", field=field, zone=zone) from error
    first, second = (wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(place).replace(tzinfo=None) != wall.replace(tzinfo=None, fold=0):
        raise Invalid(
            "That time does not exist: the clocks go forward that night. Choose another time.", field=field
        )
    if first != second:
        raise Invalid(
            "That time comes twice: the clocks go back that night. Choose another time.", field=field
        )
    return first


def wall_clock(at: datetime, zone: str) -> datetime:
    """What a clock on the wall shows at an instant."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
