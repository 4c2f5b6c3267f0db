"""A timetable counted back from the deadline: each stage gets its working days and ends on one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from consult.models import ConsultationKind, StageKind
from consult.reports.working_days import (
    back,
    count_working_days,
    holiday_name,
    is_working_day,
    working_day_by,
)

#: A stage, and which of its rounds.
StageKey = tuple[StageKind, int]

#: When a stage ends on its last day.
CLOSING = time(16)
#: The longest that a stage may be asked to be.
MOST_DAYS = 250


@dataclass(frozen=True)
class Part:
    """One stage of a template: the working days it usually takes, and the fewest that are wise."""

    kind: StageKind
    days: int
    least: int
    number: int = 1

    @property
    def key(self) -> StageKey:
        """The stage with the number of its round."""
        return self.kind, self.number


@dataclass(frozen=True)
class Span:
    """The days of one stage on the calendar; both count."""

    kind: StageKind
    first: date
    last: date | None
    number: int = 1

    @property
    def key(self) -> StageKey:
        """The stage with the number of its round."""
        return self.kind, self.number


class Trouble(StrEnum):
    """What may be wrong with a planned day."""

    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    AFTER_DEADLINE = "after_deadline"
    TOO_SHORT = "too_short"
    IN_THE_PAST = "in_the_past"


@dataclass(frozen=True)
class Warned:
    """One thing to look at in a stage: its day, or how many working days there are of those that are wise."""

    trouble: Trouble
    kind: StageKind
    day: date
    days: int = 0
    least: int = 0
    number: int = 1


#: The stages that a strategy goes through several times.
ROUNDS = (StageKind.COMMENTING, StageKind.RECONCILING)

#: The days kept free between filing and the deadline.
MARGIN = 2
STATEMENT = (
    Part(StageKind.PLANNING, 5, 1),
    Part(StageKind.COMMENTING, 15, 10),
    Part(StageKind.RECONCILING, 5, 3),
    Part(StageKind.ENDORSING, 5, 3),
    Part(StageKind.FILING, 1, 1),
)

#: A strategy begins with workshops; its draft is gone through in rounds, the last of them a narrow one.
STRATEGY = (
    Part(StageKind.PLANNING, 10, 5),
    Part(StageKind.WORKSHOPS, 30, 10),
    Part(StageKind.DRAFTING, 20, 10),
    Part(StageKind.COMMENTING, 18, 15),
    Part(StageKind.RECONCILING, 15, 10),
    Part(StageKind.COMMENTING, 12, 10, number=2),
    Part(StageKind.RECONCILING, 10, 5, number=2),
    Part(StageKind.COMMENTING, 8, 5, number=3),
    Part(StageKind.RECONCILING, 5, 3, number=3),
    Part(StageKind.ENDORSING, 15, 10),
    Part(StageKind.FILING, 1, 1),
)


def template_of(kind: ConsultationKind) -> tuple[Part, ...]:
    """The stages that work of this kind usually has."""
    return STRATEGY if kind is ConsultationKind.STRATEGY else STATEMENT


def count_back(
    deadline: datetime, parts: Sequence[Part], *, start: date, margin: int = MARGIN
) -> tuple[Span, ...]:
    """The stages in order, the last one ended `margin` working days before the deadline (a wall clock).

    The first stage takes what is left: it begins on `start`, and the others are as long as their parts say.
    """
    last = back(working_day_by(deadline.date()), margin)
    spans: list[Span] = []
    for part in reversed(parts[1:]):
        first = back(last, part.days - 1)
        spans.append(Span(part.kind, first, last, part.number))
        last = back(first, 1)
    spans.append(Span(parts[0].kind, min(start, last), last, parts[0].number))
    return tuple(reversed(spans))


def fit(deadline: datetime, parts: Sequence[Part], *, start: date, margin: int = MARGIN) -> tuple[Part, ...]:
    """The parts as long as there is time for: too little is shared out by length, at least a day for each."""
    there_are = count_working_days(start, back(working_day_by(deadline.date()), margin))
    wishes = [part.days for part in parts[1:]]
    days = list(wishes)
    room = max(there_are - min(parts[0].days, parts[0].least), len(days))
    while sum(days) > room:
        longest = max(range(len(days)), key=lambda place: (days[place] > 1, days[place] / wishes[place]))
        days[longest] -= 1
    return (parts[0], *(replace(part, days=fitting) for part, fitting in zip(parts[1:], days, strict=True)))


def with_lengths(parts: Iterable[Part], lengths: Mapping[StageKey, int]) -> tuple[Part, ...]:
    """The parts with these lengths; a stage of no days is left out."""
    chosen = (replace(part, days=lengths.get(part.key, part.days)) for part in parts)
    return tuple(part for part in chosen if part.days > 0)


def from_stage(parts: Sequence[Part], current: StageKind, number: int = 1) -> tuple[Part, ...]:
    """What is still to come of a template, the present stage of its round first."""
    present = stage_place((current, number))
    return tuple(part for part in parts if stage_place(part.key) >= present)


def stage_place(key: StageKey) -> tuple[int, int, int]:
    """Where a stage stands among the others: every round is commented and reconciled before the next."""
    order = list(StageKind)
    kind, number = key
    if kind in (*ROUNDS, StageKind.PUBLISHED):
        return order.index(ROUNDS[0]), number, order.index(kind)
    return order.index(kind), 1, 0


def troubles(
    spans: Sequence[Span], parts: Iterable[Part], *, deadline: date | None, today: date
) -> tuple[Warned, ...]:
    """Everything to look at in a timetable, counted or set by hand, in the order of its stages."""
    least = {part.key: part.least for part in parts}
    found: list[Warned] = []
    for span in spans:
        if span.last is not None:
            found.extend(_of_last_day(span, span.last, deadline, today))
            days = count_working_days(span.first, span.last)
            wise = least.get(span.key, 0)
            if span.last >= today and days < wise:
                found.append(Warned(Trouble.TOO_SHORT, span.kind, span.last, days, wise, span.number))
    return tuple(found)


def too_early(spans: Sequence[Span], today: date) -> tuple[Warned, ...]:
    """The counted stages for whose beginning it is too late; the first one has begun or begins at once."""
    late = (span for span in spans[1:] if span.first <= today)
    return tuple(Warned(Trouble.IN_THE_PAST, span.kind, span.first, number=span.number) for span in late)


def _of_last_day(span: Span, last: date, deadline: date | None, today: date) -> Iterable[Warned]:
    if last < today:
        return
    if holiday_name(last):
        yield Warned(Trouble.HOLIDAY, span.kind, last, number=span.number)
    elif not is_working_day(last):
        yield Warned(Trouble.WEEKEND, span.kind, last, number=span.number)
    if deadline is not None and last > deadline and span.kind is not StageKind.FOLLOWING:
        yield Warned(Trouble.AFTER_DEADLINE, span.kind, last, number=span.number)
