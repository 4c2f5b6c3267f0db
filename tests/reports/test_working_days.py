"""Which days are working days in Finland, and counting with them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.reports.working_days import (
    back,
    count_working_days,
    holiday_name,
    is_working_day,
    working_day_by,
    working_day_from,
)

DAYS = st.dates(date(2026, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 1, 6), "Loppiainen"),
        (date(2027, 3, 26), "Pitkäperjantai"),
        (date(2027, 3, 29), "Toinen pääsiäispäivä"),
        (date(2027, 5, 6), "Helatorstai"),
        (date(2027, 6, 25), "Juhannusaatto"),
        (date(2027, 12, 6), "Itsenäisyyspäivä"),
        (date(2027, 12, 24), "Jouluaatto"),
    ],
)
def test_nobody_works_on_a_holiday(day: date, name: str) -> None:
    assert holiday_name(day) == name
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2027, 2, 5), date(2027, 3, 19), date(2027, 4, 27), date(2027, 6, 4)])
def test_a_flag_day_is_a_working_day(day: date) -> None:
    assert is_working_day(day)


def test_holidays_are_named_in_the_language_of_the_reader() -> None:
    day = date(2027, 1, 6)
    assert [holiday_name(day, language) for language in ("fi", "sv", "en")] == [
        "Loppiainen",
        "Trettondag",
        "Epiphany",
    ]


def test_easter_is_stepped_over() -> None:
    assert back(date(2027, 3, 30), 1) == date(2027, 3, 25)
    assert working_day_by(date(2027, 3, 29)) == date(2027, 3, 25)
    assert working_day_from(date(2027, 3, 26)) == date(2027, 3, 30)
    assert count_working_days(date(2027, 3, 25), date(2027, 3, 30)) == 2


@given(day=DAYS, count=st.integers(0, 60))
def test_counting_back_and_counting_agree(day: date, count: int) -> None:
    last = working_day_by(day)
    first = back(last, count)
    assert is_working_day(first)
    assert count_working_days(first, last) == count + 1


@given(day=DAYS)
def test_there_is_always_a_working_day_within_a_week(day: date) -> None:
    assert timedelta() <= day - working_day_by(day) < timedelta(days=7)
    assert timedelta() <= working_day_from(day) - day < timedelta(days=7)
