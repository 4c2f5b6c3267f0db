"""Days and times of day inside a sentence, as authorities write them in Finnish, Swedish and English."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

FINNISH = (
    "tammi",
    "helmi",
    "maalis",
    "huhti",
    "touko",
    "kesä",
    "heinä",
    "elo",
    "syys",
    "loka",
    "marras",
    "joulu",
)
SWEDISH = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTHS = {
    **{f"{name}kuuta": number for number, name in enumerate(FINNISH, start=1)},
    **{name: number for number, name in enumerate(SWEDISH, start=1)},
    **{name: number for number, name in enumerate(ENGLISH, start=1)},
}
NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\s?\.\s?(\d{1,2})\s?\.\s?(\d{4})(?!\d)", re.ASCII)
NAMED = re.compile(
    rf"(?<![\d.])(\d{{1,2}})\.?\s+(?:päivä\w{{0,3}}\s+|of\s+)?({'|'.join(MONTHS)})\s+(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)
MARKED_CLOCK = re.compile(
    r"\b(?:klo|kello|kl|klockan|at)\b\.?\s*(\d{1,2})(?:\s?[.:]\s?(\d{2}))?(?!\d)", re.IGNORECASE
)
BARE_CLOCK = re.compile(r"[\s,]*T?(\d{1,2})[.:](\d{2})(?![\d.]\d)")
FULL_DAY = 24
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class Moment:
    """A day with its time if there is one; `rest` is what else the words say."""

    day: date
    clock: time | None
    rest: str

    @property
    def wall(self) -> datetime:
        """A day without a time lasts to its end."""
        return datetime.combine(self.day, self.clock or LAST_MINUTE)


def find_moment(words: str) -> Moment | None:
    """The last day in the words: of a period that is its end.

    >>> find_moment("Lausunnot viimeistään 16.3.2026 klo 16.15").wall.isoformat()
    '2026-03-16T16:15:00'
    """
    found = [(match, day) for match in _dates(words) if (day := _day(match)) is not None]
    if not found:
        return None
    match, day = max(found, key=lambda one: one[0].start())
    before, after = words[: match.start()], words[match.end() :]
    bare = BARE_CLOCK.match(after)
    if bare and (clock := _clock(bare)):
        return Moment(day, clock, _rest(before, after[bare.end() :]))
    for place, part in (("after", after), ("before", before)):
        marked = MARKED_CLOCK.search(part)
        if marked and (clock := _clock(marked)):
            left = part[: marked.start()] + part[marked.end() :]
            return Moment(day, clock, _rest(before, left) if place == "after" else _rest(left, after))
    return Moment(day, None, _rest(before, after))


def _dates(words: str) -> list[re.Match[str]]:
    return [match for form in (NUMERIC, NAMED, ISO) for match in form.finditer(words)]


def _day(match: re.Match[str]) -> date | None:
    first, second, third = match.groups()
    try:
        # A letter that only looks like one of a month's name is no month and no number either.
        month = MONTHS.get(second.casefold()) or int(second)
        return date(int(first), month, int(third)) if match.re is ISO else date(int(third), month, int(first))
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> time | None:
    hour, minute = int(match[1]), int(match[2] or 0)
    if (hour, minute) == (FULL_DAY, 0):
        return LAST_MINUTE
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _rest(before: str, after: str) -> str:
    return f"{before} {after}".strip(" \t.,;:–-")
