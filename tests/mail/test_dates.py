"""How instants are written for people."""

from datetime import UTC, datetime, timedelta

import pytest

from consult.mail import dates

DEADLINE = datetime(2027, 2, 1, 14, 0, tzinfo=UTC)
HELSINKI = "Europe/Helsinki"


@pytest.mark.parametrize(
    ("patterns", "fi", "sv", "en"),
    [
        (dates.DATE, "1.2.2027", "1.2.2027", "1 Feb 2027"),
        (dates.TIME, "16.00", "16.00", "16:00"),
        (dates.DATE_AND_TIME, "1.2.2027 klo 16.00", "1.2.2027 kl. 16.00", "1 Feb 2027 at 16:00"),
        (
            dates.LONG_DEADLINE,
            "ma 1.2.2027 klo 16.00",
            "mån 1.2.2027 kl. 16.00",
            "Mon 1 Feb 2027 at 16:00",
        ),
    ],
)
def test_by_language(patterns: dict[str, str], fi: str, sv: str, en: str) -> None:
    written = [
        dates.write_instant(DEADLINE, patterns, language=code, zone=HELSINKI) for code in ("fi", "sv", "en")
    ]
    assert written == [fi, sv, en]


def test_summer_time_is_minded() -> None:
    june = datetime(2027, 6, 1, 13, 0, tzinfo=UTC)
    assert dates.write_instant(june, dates.TIME, language="fi", zone=HELSINKI) == "16.00"


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(minutes=3), "3 minuuttia sitten"),
        (timedelta(hours=-2), "2 tunnin päästä"),
        (timedelta(days=6), "6 päivää sitten"),
        (timedelta(days=8), "24.1.2027"),
    ],
)
def test_relative_within_a_week(ago: timedelta, words: str) -> None:
    assert dates.write_relative(DEADLINE - ago, now=DEADLINE, language="fi", zone=HELSINKI) == words


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(2027, 1, 20, 12, tzinfo=UTC), 12),
        (datetime(2027, 1, 31, 21, 59, tzinfo=UTC), 1),
        (datetime(2027, 1, 31, 22, 0, tzinfo=UTC), 0),
        (datetime(2027, 2, 1, 13, 59, 59, tzinfo=UTC), 0),
        (DEADLINE, -1),
        (datetime(2027, 2, 9, tzinfo=UTC), -1),
    ],
)
def test_days_left_on_the_calendar_of_helsinki(now: datetime, days: int) -> None:
    assert dates.days_left(DEADLINE, now=now, zone=HELSINKI) == days
