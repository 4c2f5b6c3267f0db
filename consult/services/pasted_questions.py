"""The questions in the lines of a pasted request: numbered or not, with options, marks and sections."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from consult.models import QuestionKind
from consult.services.deadline_words import NAMED
from consult.services.questions import FEWEST_OPTIONS, Asked
from consult.text.normalise import single_line


class Place(StrEnum):
    """Where a line of the paste went."""

    TITLE = "title"
    AUTHORITY = "authority"
    REGISTER_NUMBER = "register_number"
    DEADLINE = "deadline"
    TEXT = "text"
    QUESTION = "question"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Line:
    """One line that has words, and whether an empty one stands before and after it."""

    words: str
    is_first: bool
    is_last: bool


MOST_OF_A_HEADING = 100
HEADING = re.compile(
    r"(?:lausuntopyynnön |lausuttavat |vastattavat )?"
    r"(?:kysymykset|frågor(?:na)?|questions)(?: lausunnonantajille| vastaajille)?\s*:?",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(?:(?:kysymys|fråga|question)\s+)?(\d{1,3})\s?[.):]\s+(\S.*)", re.IGNORECASE)
SUBNUMBERED = re.compile(r"\d{1,2}\.\d{1,2}\s+(\S.*)", re.ASCII)
NAMED_ONLY = re.compile(r"(?:kysymys|fråga|question)\s+\d{1,3}\s?[.:)]?", re.IGNORECASE)
SECTION = re.compile(
    r"(?:#{1,4}\s+(?P<marked>\S.*)|(?:osa|luku|teema|jakso|del|kapitel|avsnitt|tema|part|chapter|section)"
    r"\s+[\dIVXA-E]{1,4}\b.*)",
    re.IGNORECASE,
)
BULLET = re.compile(r"(?:[○●◯☐☑□◻❏◦•·▪–—*-]|\(\s?\)|\[\s?\]|[a-hA-H][.)])\s+(\S.*)")
LISTED = re.compile(
    r"(?:vaihtoehdot|vastausvaihtoehdot|alternativ|svarsalternativ|options)\s*:\s*(\S.*)", re.I
)
ANSWER = re.compile(
    r"(?:kyllä|ei|osittain|ja|nej|delvis|yes|no|partly|en osaa sanoa|ei kantaa|kan inte säga|ingen åsikt)"
    r"(?:[ ,(]{1,2}(?:pääosin|pääosiltaan|osittain|osin|huvudsakligen|mostly|kantaa|lausuttavaa)\)?)?\.?",
    re.IGNORECASE,
)
MARK = re.compile(r"\s*(?:\*|\((?:pakollinen|obligatorisk|mandatory|required)\))\s*$", re.IGNORECASE)
MARK_ALONE = re.compile(
    r"(?:\*|\(?(?:pakollinen|obligatorisk|mandatory|required)(?: kysymys| fråga| question)?\)?)",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"[\s_.…\-–—=*]+|\d{1,4}(?:\s?/\s?\d{1,3})?|(?:sivu|sida|page)\s+\d+(?:\s?[/(]\s?\d+\)?)?"
    r"|(?:vastaus|vastauksesi|perustelut?|svar|motivering|answer|reasons)\s*:?\s*[_.…]*"
    r"|(?:kirjoita|skriv|write)\s.{0,40}(?:tähän|här|here)\.?"
    r"|\*\s?(?:pakollinen|obligatorisk|mandatory|required).{0,30}"
    r"|(?:merkkejä|tecken|characters)\s.{0,20}\d+.{0,10}",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"(?:kommenttinne|kommentit|kommentoi|arvioi|miten|mitä|mikä|missä|onko|ovatko|kuinka|millai|näettekö"
    r"|pidättekö|tulisiko|kannatatteko|muuta|muut|muita|vapaa|yleiset|hur|vad|vilk|anser|övriga|är|how|what"
    r"|which|do you|is the|are the|other|any other)",
    re.IGNORECASE,
)
COMMENTS = re.compile(r"(?:kommenttinne|kommentoikaa|era kommentarer|your comments)\b", re.IGNORECASE)


@dataclass
class Draft:
    """A question that is being gathered from its lines; the first one names it when no other has words."""

    words: list[str]
    line: str
    kind: QuestionKind = QuestionKind.TEXT
    is_mandatory: bool = False
    options: list[str] = field(default_factory=list)

    def finish(self) -> Asked:
        """One option alone is none: its words belong to the question."""
        options = tuple(dict.fromkeys(filter(None, map(single_line, self.options))))
        if len(options) < FEWEST_OPTIONS:
            self.words, options = [*self.words, *options], ()
        header, is_mandatory = _without_mark(single_line(" ".join(self.words)))
        if self.kind is QuestionKind.SECTION:
            return Asked(header or self.line, self.kind)
        kind = QuestionKind.CHOICE if options else QuestionKind.TEXT
        return Asked(
            header or self.line, kind, is_mandatory=is_mandatory or self.is_mandatory, options=options
        )


def read_questions(lines: Sequence[Line]) -> tuple[tuple[Asked, ...], dict[int, Place]]:
    """The questions, and where each of their lines went; other lines are nobody's yet."""
    start = _start(lines)
    if start is None:
        return (), {}
    reading = _Reading(lines, last=max(_beginnings(lines, start), default=start))
    for index in range(start, len(lines)):
        if not reading.take(index):
            break
    return tuple(draft.finish() for draft in reading.drafts), reading.places


class _Reading:
    """Line after line; `last` is where the last question begins, after which the letter may go on."""

    def __init__(self, lines: Sequence[Line], last: int) -> None:
        self.lines, self.last = lines, last
        self.is_numbered = any(_number(line.words) is not None for line in lines[: last + 1])
        self.drafts: list[Draft] = []
        self.places: dict[int, Place] = {}

    @property
    def current(self) -> Draft | None:
        """The question that the next line may belong to."""
        asked = self.drafts[-1] if self.drafts else None
        return asked if asked and asked.kind is not QuestionKind.SECTION else None

    def take(self, index: int) -> bool:
        """Give the line its place; false when the questions are over."""
        line = self.lines[index]
        place = self._place(index, line)
        if place is None:
            return False
        self.places[index] = place
        return True

    def _place(self, index: int, line: Line) -> Place | None:
        if HEADING.fullmatch(line.words):
            return Place.LEFT_OUT
        if self.current and MARK_ALONE.fullmatch(line.words):
            self.current.is_mandatory = True
            return Place.QUESTION
        if NOISE.fullmatch(line.words):
            return Place.LEFT_OUT
        if self._begins(index, line) or self._belongs(line):
            return Place.QUESTION
        return Place.LEFT_OUT if index < self.last else None

    def _begins(self, index: int, line: Line) -> bool:
        header = _number(line.words)
        if header is None and self._is_question(index, line):
            header = _unmarked(line.words)
        if header is not None:
            self.drafts.append(Draft([header], line.words))
            return True
        if self._is_section(index, line):
            marked = SECTION.fullmatch(line.words)
            words = (marked and marked["marked"]) or line.words
            self.drafts.append(Draft([words], line.words, kind=QuestionKind.SECTION))
            return True
        return False

    def _is_question(self, index: int, line: Line) -> bool:
        bare = _unmarked(line.words)
        if self.is_numbered:
            return line.is_first and line.words.endswith("?")
        asked = self.current
        is_over = asked is None or bool(asked.options) or self.places.get(index - 1) is Place.LEFT_OUT
        is_own = line.words != bare or any(map(COMMENTS.match, [bare, *(asked.words[:1] if asked else ())]))
        is_apart = line.is_first or is_over or is_own
        return is_apart and (_without_mark(bare)[0].endswith("?") or ASKS.match(bare) is not None)

    def _is_section(self, index: int, line: Line) -> bool:
        if SECTION.fullmatch(line.words):
            return True
        if not (line.is_first and line.is_last) or len(line.words) > MOST_OF_A_HEADING:
            return False
        follows = self.lines[index + 1].words if index + 1 < len(self.lines) else ""
        return line.words[-1].isalnum() and not BULLET.match(line.words) and _number(follows) is not None

    def _belongs(self, line: Line) -> bool:
        asked = self.current
        if asked is None:
            return False
        listed = LISTED.fullmatch(line.words)
        if listed:
            asked.options += re.split(r"\s*[/;|]\s*|,\s+", listed[1])
        elif ANSWER.fullmatch(line.words):
            asked.options.append(line.words)
        elif bullet := BULLET.fullmatch(line.words):
            asked.options.append(bullet[1])
        elif line.is_first and any(asked.words):
            return False
        elif asked.options:
            asked.options[-1] += " " + line.words
        else:
            asked.words.append(line.words)
        return True


def _start(lines: Sequence[Line]) -> int | None:
    """Where the questions begin: at their heading, else at the first line that surely asks."""
    for index, line in enumerate(lines):
        if HEADING.fullmatch(line.words):
            return index
    first = next(_sure(lines), None)
    if first is not None and first and SECTION.fullmatch(lines[first - 1].words):
        return first - 1
    return first


def _sure(lines: Sequence[Line]) -> Iterator[int]:
    for index, line in enumerate(lines):
        words = _number(line.words)
        follows = lines[index + 1].words if index + 1 < len(lines) else ""
        is_choice = bool(BULLET.fullmatch(follows) or ANSWER.fullmatch(follows) or LISTED.fullmatch(follows))
        if words is None:
            asks = (line.words.endswith("?") and is_choice) or COMMENTS.match(line.words) is not None
        else:
            bare, is_marked = _without_mark(words)
            asks = not words or is_marked or is_choice or bare.endswith("?") or ASKS.match(bare) is not None
        if asks:
            yield index


def _beginnings(lines: Sequence[Line], start: int) -> Iterator[int]:
    """Lines that surely begin a question; between two of them nothing is the letter's own text."""
    is_numbered = any(_number(line.words) is not None for line in lines[start:])
    for index, line in enumerate(lines[start:], start=start):
        bare = _without_mark(_unmarked(line.words))[0]
        asks = bare.endswith("?") and (line.is_first or not is_numbered)
        if _number(line.words) is not None or asks or (not is_numbered and line.words != bare):
            yield index


def _number(words: str) -> str | None:
    """What stands after the number of a question; a day such as 16. maaliskuuta 2026 has none."""
    if NAMED.match(words):
        return None
    if NAMED_ONLY.fullmatch(words):
        return ""
    for form in (NUMBERED, SUBNUMBERED):
        found = form.fullmatch(words)
        if found:
            return found[found.lastindex or 1]
    return None


def _unmarked(words: str) -> str:
    bullet = BULLET.fullmatch(words)
    return bullet[1] if bullet else words


def _without_mark(header: str) -> tuple[str, bool]:
    bare = MARK.sub("", header)
    return bare, bare != header
