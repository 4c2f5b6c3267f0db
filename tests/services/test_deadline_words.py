"""Last days as authorities write them; of a period it is its end, and what is no day is none."""

import pytest

from consult.services.deadline_words import find_moment


@pytest.mark.parametrize(
    ("words", "wall"),
    [
        ("viimeistään 16.3.2026 klo 16.15", "2026-03-16T16:15"),
        ("16.03.2026 klo 16:15 mennessä", "2026-03-16T16:15"),
        ("ma 16. 3. 2026 kello 9", "2026-03-16T09:00"),
        ("klo 16.15 mennessä 16.3.2026", "2026-03-16T16:15"),
        ("1.2.2026–16.3.2026 klo 12", "2026-03-16T12:00"),
        ("16. maaliskuuta 2026 klo 16", "2026-03-16T16:00"),
        ("16. päivänä maaliskuuta 2026", "2026-03-16T23:59"),
        ("den 16 mars 2026 kl. 16.15", "2026-03-16T16:15"),
        ("by 16 March 2026 at 16:15", "2026-03-16T16:15"),
        ("2026-03-16T16:15:00", "2026-03-16T16:15"),
        ("16.3.2026 16.15", "2026-03-16T16:15"),
        ("16.3.2026 klo 24.00", "2026-03-16T23:59"),
        ("16.3.2026 klo 25", "2026-03-16T23:59"),
        ("31.2.2026, siis 28.2.2026", "2026-02-28T23:59"),
    ],
)
def test_a_day_and_its_time(words: str, wall: str) -> None:
    found = find_moment(words)
    assert found is not None
    assert found.wall.isoformat(timespec="minutes") == wall


@pytest.mark.parametrize("words", ["", "31.2.2026", "16.3.", "1.2.3.2026", "16 maaliskuu", "20260316"])
def test_what_is_no_day(words: str) -> None:
    assert find_moment(words) is None


@pytest.mark.parametrize("words", ["16. tamm\u0131kuuta 2026", "16. hu\u0130kuuta 2026"])
def test_a_letter_that_looks_like_another_makes_no_day(words: str) -> None:
    assert find_moment(words) is None


def test_what_else_is_said_is_told() -> None:
    found = find_moment("16.3.2026 klo 16.15 kirjaamoon")
    assert found is not None
    assert found.rest == "kirjaamoon"
