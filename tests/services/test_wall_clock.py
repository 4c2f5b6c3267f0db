"""A typed time is an instant of Helsinki; on the nights when the clocks turn it is asked again."""

from datetime import UTC, datetime

import pytest

from consult.errors import Invalid
from consult.services.wall_clock import instant, wall_clock

ZONE = "Europe/Helsinki"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2027-02-01T16:00", "2027-02-01T14:00"),  # winter
        ("2027-07-01T16:00", "2027-07-01T13:00"),  # summer
        ("2027-03-28T02:59", "2027-03-28T00:59"),  # the last minute of winter
        ("2027-03-28T04:00", "2027-03-28T01:00"),  # the first minute of summer
        ("2027-10-31T02:59", "2027-10-30T23:59"),  # before the hour that comes twice
        ("2027-10-31T04:00", "2027-10-31T02:00"),  # after it
    ],
)
def test_a_wall_clock_means_one_instant(typed: str, expected: str) -> None:
    found = instant(datetime.fromisoformat(typed), ZONE)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert wall_clock(found, ZONE) == datetime.fromisoformat(typed)


@pytest.mark.parametrize("typed", ["2027-03-28T03:00", "2027-03-28T03:59"])
def test_a_time_that_is_skipped_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="does not exist") as refusal:
        instant(datetime.fromisoformat(typed), ZONE, field="closes_at")
    assert refusal.value.field == "closes_at"


@pytest.mark.parametrize("typed", ["2027-10-31T03:00", "2027-10-31T03:59"])
def test_a_time_that_comes_twice_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="comes twice"):
        instant(datetime.fromisoformat(typed), ZONE)


@pytest.mark.parametrize("zone", ["Europe/Jyväskylä", "", "../etc/passwd"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(Invalid, match="no time zone"):
        instant(datetime(2027, 2, 1, 16, 0), zone)  # noqa: DTZ001 - a wall clock has no zone
