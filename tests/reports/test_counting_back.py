"""A timetable counted back ends each stage on a working day, in order, before the deadline."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.models import StageKind
from consult.reports.counting_back import (
    STATEMENT,
    Part,
    Span,
    Trouble,
    count_back,
    fit,
    from_stage,
    too_early,
    troubles,
    with_lengths,
)
from consult.reports.working_days import DAY, count_working_days, is_working_day

START = date(2026, 12, 4)
DEADLINE = datetime(2027, 2, 15, 16, 15)  # noqa: DTZ001 - a wall clock, as the authority writes it
PLANNING, COMMENTING, RECONCILING, ENDORSING, FILING = (part.kind for part in STATEMENT)


def test_the_statement_on_the_third_version_of_the_plan() -> None:
    assert count_back(DEADLINE, STATEMENT, start=START) == (
        Span(PLANNING, START, date(2027, 1, 5)),
        Span(COMMENTING, date(2027, 1, 7), date(2027, 1, 27)),
        Span(RECONCILING, date(2027, 1, 28), date(2027, 2, 3)),
        Span(ENDORSING, date(2027, 2, 4), date(2027, 2, 10)),
        Span(FILING, date(2027, 2, 11), date(2027, 2, 11)),
    )


def test_a_closing_moves_earlier_over_a_holiday() -> None:
    easter = datetime(2027, 3, 30, 16, 15)  # noqa: DTZ001 - a wall clock
    spans = count_back(easter, (Part(PLANNING, 1, 1), Part(FILING, 1, 1)), start=START, margin=1)
    assert spans[-1] == Span(FILING, date(2027, 3, 25), date(2027, 3, 25))


LENGTHS = st.fixed_dictionaries(
    {(kind, 1): st.integers(0, 30) for kind in (COMMENTING, RECONCILING, ENDORSING)}
)


@given(lengths=LENGTHS, days=st.integers(0, 400), margin=st.integers(0, 10))
def test_stages_follow_each_other_and_end_on_working_days(
    lengths: dict[tuple[StageKind, int], int], days: int, margin: int
) -> None:
    parts = with_lengths(STATEMENT, lengths)
    spans = count_back(DEADLINE + days * DAY, parts, start=START, margin=margin)
    assert [span.kind for span in spans] == [part.kind for part in parts]
    for span, part in list(zip(spans, parts, strict=True))[1:]:
        assert span.last
        assert (is_working_day(span.first), is_working_day(span.last)) == (True, True)
        assert count_working_days(span.first, span.last) == part.days
    for span, following in zip(spans, spans[1:], strict=False):
        assert span.last
        assert is_working_day(span.last)
        assert span.last < following.first
        assert count_working_days(span.last + DAY, following.first) == 1
    assert spans[-1].last
    assert spans[-1].last <= (DEADLINE + days * DAY).date()


@given(days=st.integers(0, 150))
def test_what_does_not_fit_is_shortened_and_keeps_a_day_each(days: int) -> None:
    start = DEADLINE.date() - days * DAY
    parts = fit(DEADLINE, STATEMENT, start=start)
    assert all(1 <= part.days <= wish.days for part, wish in zip(parts, STATEMENT, strict=True))
    spans = count_back(DEADLINE, parts, start=start)
    has_time = spans[0].last is not None and spans[0].last >= start
    assert has_time or all(part.days == 1 for part in parts[1:])


def test_a_recount_begins_with_the_present_stage() -> None:
    parts = from_stage(STATEMENT, RECONCILING)
    spans = count_back(DEADLINE, parts, start=date(2027, 1, 28))
    assert [span.kind for span in spans] == [RECONCILING, ENDORSING, FILING]
    assert spans[0] == Span(RECONCILING, date(2027, 1, 28), date(2027, 2, 3))


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(ENDORSING, date(2027, 2, 8), date(2027, 2, 13)), [Trouble.WEEKEND]),
        (Span(ENDORSING, date(2027, 3, 19), date(2027, 3, 26)), [Trouble.HOLIDAY, Trouble.AFTER_DEADLINE]),
        (Span(ENDORSING, date(2027, 2, 8), date(2027, 2, 9)), [Trouble.TOO_SHORT]),
        (Span(COMMENTING, date(2027, 2, 1), date(2027, 2, 16)), [Trouble.AFTER_DEADLINE]),
        (Span(ENDORSING, date(2027, 2, 8), date(2027, 2, 12)), []),
        (Span(ENDORSING, date(2027, 2, 8), None), []),
        (Span(StageKind.FOLLOWING, date(2027, 2, 16), date(2027, 6, 1)), []),
        (Span(PLANNING, date(2026, 11, 1), date(2026, 12, 6)), []),
    ],
)
def test_what_is_awkward_is_said_of_the_stage(span: Span, expected: list[Trouble]) -> None:
    today = date(2026, 12, 7)
    found = troubles([span], STATEMENT, deadline=DEADLINE.date(), today=today)
    assert [each.trouble for each in found] == expected
    assert all(each.kind is span.kind for each in found)


def test_how_short_it_is_and_how_long_would_be_wise() -> None:
    (found,) = troubles(
        [Span(COMMENTING, date(2027, 1, 7), date(2027, 1, 8))], STATEMENT, deadline=None, today=START
    )
    assert (found.days, found.least) == (2, 10)


def test_a_counted_stage_that_should_have_begun_is_too_early() -> None:
    spans = count_back(DEADLINE, with_lengths(STATEMENT, {(COMMENTING, 1): 200}), start=START)
    assert [each.kind for each in too_early(spans, START)] == [COMMENTING]
    assert too_early(count_back(DEADLINE, STATEMENT, start=START), START) == ()
