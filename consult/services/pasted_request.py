"""A request read from pasted text, such as an e-mail or a page of the consultation service.

Every line goes somewhere: to a field, to a question, to the words of the authority or to what was left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.errors import Invalid
from consult.services.deadline_words import Moment, find_moment
from consult.services.limits import MAX_NAME
from consult.services.pasted_questions import NOISE, Line, Place, read_questions
from consult.services.request_file import RequestFile
from consult.services.requests import MAX_REGISTER_NUMBER
from consult.text.normalise import normalise, single_line

LABELS = {
    Place.TITLE: (
        "otsikko",
        "asia",
        "aihe",
        "lausuntopyyntö",
        "ärende",
        "rubrik",
        "ämne",
        "subject",
        "title",
    ),
    Place.AUTHORITY: (
        *("lausunnon pyytäjä", "pyytäjä", "organisaatio", "viranomainen", "lähettäjä"),
        *("avsändare", "organisation", "myndighet", "authority", "from"),
    ),
    Place.REGISTER_NUMBER: (
        *("diaarinumero", "diaarinro", "dnro", "asianumero", "asiatunnus", "diaarinumerot"),
        *("diarienummer", "dnr", "register number", "reference"),
    ),
    Place.DEADLINE: (
        *("määräaika", "vastausaika", "lausuntoaika", "vastausaika päättyy", "lausuntoaika päättyy"),
        *("lausunto viimeistään", "viimeistään", "tidsfrist", "senast", "svarstid", "deadline", "due"),
    ),
}
PLACES = {label: place for place, labels in LABELS.items() for label in labels}
WORDS = "|".join(sorted(map(re.escape, PLACES), key=len, reverse=True))
LABELLED = re.compile(rf"({WORDS})(?:\s*:\s*|\t+|\s{{2,}})(\S.*)", re.IGNORECASE)
LABEL = re.compile(rf"({WORDS})\s*:?", re.IGNORECASE)
UNTIL = re.compile(
    r"viimeistään|mennessä|määräaika|päättyy|saakka|asti|senast|tidsfrist|inom|deadline|no later than|\bby\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\b[A-ZÅÄÖ]{2,12}/\d{1,7}(?:/[\d.]{1,12}){0,2}/(?:19|20)\d{2}\b")
AUTHORITIES = re.compile(
    r"[\w -]{0,60}(?:ministeriö|kunta|kaupunki|hyvinvointialue|virasto|liitto|keskus|laitos|hallitus"
    r"|valtuutettu|kommun|stad|ministeriet|verket|välfärdsområde|förbund)",
    re.IGNORECASE,
)
SIZES = {Place.TITLE: MAX_NAME, Place.AUTHORITY: MAX_NAME, Place.REGISTER_NUMBER: MAX_REGISTER_NUMBER}
HEAD = 15


@dataclass(frozen=True)
class PastedRequest:
    """What was understood, and every line that has words with the place it went to."""

    request: RequestFile
    placed: tuple[tuple[str, Place], ...]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The lines that are nowhere else."""
        return tuple(words for words, place in self.placed if place is Place.LEFT_OUT)


def read_pasted_request(pasted: str) -> PastedRequest:
    """The request in a text; nothing of it is guessed that a person could not see and correct."""
    lines = tuple(_lines(pasted))
    questions, places = read_questions(lines)
    found = _Fields(lines, places)
    found.read()
    moment = found.moment
    request = RequestFile(
        title=found.values.get(Place.TITLE, ""),
        authority=found.values.get(Place.AUTHORITY, ""),
        register_number=found.values.get(Place.REGISTER_NUMBER, ""),
        deadline=moment.wall if moment else None,
        text="\n".join(line.words for index, line in enumerate(lines) if places[index] is Place.TEXT),
        questions=questions,
        required_data=(),
        channels=(),
        background=(),
        remarks=tuple(_remarks(moment, other_days=found.other_days)),
    )
    placed = tuple((line.words, places[index]) for index, line in enumerate(lines))
    return PastedRequest(request, placed)


class _Fields:
    """What the lines outside the questions say; every one of them gets its place."""

    def __init__(self, lines: Sequence[Line], places: dict[int, Place]) -> None:
        self.lines, self.places = lines, places
        self.values: dict[Place, str] = {}
        self.moment: Moment | None = None
        self.other_days = False

    def read(self) -> None:
        """Labels first, then what can be told from the words themselves."""
        for index in self._free():
            self._labelled(index)
        for index in self._free():
            self._deadline(index)
        for index in self._free():
            self._register_number(index)
        self._head()
        for index in self._free():
            is_noise = NOISE.fullmatch(self.lines[index].words) or LABEL.fullmatch(self.lines[index].words)
            self.places[index] = Place.LEFT_OUT if is_noise else Place.TEXT

    def _free(self) -> Iterator[int]:
        return (index for index in range(len(self.lines)) if index not in self.places)

    def _labelled(self, index: int) -> None:
        words = self.lines[index].words
        if index in self.places:
            return
        if found := LABELLED.fullmatch(words):
            self._keep((index,), PLACES[found[1].casefold()], found[2])
        elif (found := LABEL.fullmatch(words)) and self._is_value(index + 1):
            self._keep((index, index + 1), PLACES[found[1].casefold()], self.lines[index + 1].words)

    def _is_value(self, index: int) -> bool:
        if index in self.places or index >= len(self.lines):
            return False
        words = self.lines[index].words
        return not LABEL.fullmatch(words) and not LABELLED.fullmatch(words)

    def _keep(self, indices: tuple[int, ...], place: Place, value: str) -> None:
        """A field is filled once, by what fits it; a deadline is taken when the line says nothing else."""
        if place is Place.DEADLINE:
            moment = find_moment(value)
            self._meet(moment)
            is_kept = moment is not None and moment is self.moment and not moment.rest
        else:
            value = single_line(value)
            is_kept = place not in self.values and len(value) <= SIZES[place]
            if is_kept:
                self.values[place] = value
        if is_kept:
            self.places.update(dict.fromkeys(indices, place))

    def _meet(self, moment: Moment | None) -> None:
        if moment is None:
            return
        self.other_days |= self.moment is not None and self.moment.wall != moment.wall
        self.moment = self.moment or moment

    def _deadline(self, index: int) -> None:
        """A sentence with a day until which something lasts; it stays among the authority's words."""
        words = self.lines[index].words
        if UNTIL.search(words):
            self._meet(find_moment(words))

    def _register_number(self, index: int) -> None:
        found = NUMBER.search(self.lines[index].words)
        if found and Place.REGISTER_NUMBER not in self.values:
            self.values[Place.REGISTER_NUMBER] = found[0]

    def _head(self) -> None:
        """The authority and the title are short lines at the beginning."""
        head = [index for index in self._free() if index < HEAD]
        for index in head:
            if AUTHORITIES.fullmatch(self.lines[index].words):
                self._keep((index,), Place.AUTHORITY, self.lines[index].words)
                break
        for index in head:
            words = self.lines[index].words
            if index not in self.places and not NOISE.fullmatch(words) and not LABEL.fullmatch(words):
                self._keep((index,), Place.TITLE, words)
                break


def _lines(pasted: str) -> Iterator[Line]:
    rows = [row.strip() for row in normalise(pasted).split("\n")]
    for index, row in enumerate(rows):
        if row:
            is_first = index == 0 or not rows[index - 1]
            is_last = index + 1 == len(rows) or not rows[index + 1]
            yield Line(row, is_first, is_last)


def _remarks(moment: Moment | None, *, other_days: bool) -> Iterator[Invalid]:
    if moment is None:
        yield Invalid("No deadline was found in the text. Write it yourself.")
    elif moment.clock is None:
        yield Invalid("The deadline has no time of day. It is taken to be the end of the day: check it.")
    if other_days:
        yield Invalid("The text names several last days. The first of them was taken: check it.")
