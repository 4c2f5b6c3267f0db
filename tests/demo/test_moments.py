"""Days are counted from the first start, clocks are Helsinki's, weekends are avoided where it is said."""

from datetime import UTC, datetime

import pytest

from consult.demo.moments import Calendar

WEDNESDAY = datetime(2027, 1, 20, 7, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "wall"),
    [
        ("-4 9.00", "2027-01-16T09:00"),
        ("+12 16.00", "2027-02-01T16:00"),
        ("weekday +12 16.00", "2027-02-01T16:00"),
        ("weekday +10 16.00", "2027-02-01T16:00"),
        ("weekday -4 9.05", "2027-01-15T09:05"),
        ("weekday -3 9.05", "2027-01-15T09:05"),
        ("weekday -2 9.05", "2027-01-18T09:05"),
        ("weekday +12 +1 8.00", "2027-02-02T08:00"),
        ("weekday +12 +5 16.00", "2027-02-08T16:00"),
        ("weekday -4 +1 9.05", "2027-01-18T09:05"),
    ],
)
def test_a_moment_is_a_wall_clock(moment: str, wall: str) -> None:
    assert Calendar(WEDNESDAY).wall(moment) == datetime.fromisoformat(wall)


def test_the_day_is_that_of_helsinki() -> None:
    late_evening = datetime(2027, 1, 20, 22, 30, tzinfo=UTC)
    assert Calendar(late_evening).wall("-1 9.00").day == 20


def test_a_moment_is_the_instant_that_the_clock_shows() -> None:
    assert Calendar(WEDNESDAY).instant("+12 16.00") == datetime(2027, 2, 1, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize("moment", ["tomorrow", "4 9.00", "-4 9:00", ""])
def test_anything_else_is_refused(moment: str) -> None:
    with pytest.raises(ValueError, match="no moment"):
        Calendar(WEDNESDAY).wall(moment)
