"""A request read from a file: the words of the authority, its questions in their order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any

from lxml import etree, html
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Person, Question, QuestionKind, Request
from consult.services.questions import FEWEST_OPTIONS, MAX_QUESTIONS, Asked, asked_of
from consult.services.request_source import Raw, option_words, read_source
from consult.services.requests import MINUTE, save_request
from consult.text.normalise import normalise, single_line

#: Question types that ask nothing: a heading or a page break between questions.
SECTIONS = frozenset({"section", "page_break", "pagebreak", "questiontype_pagebreak"})
TEXTS = frozenset(
    {"", "text", "questiontype_text", "freetext", "questiontype_freetext", "questiontype_textarea"}
)
PART = {"fi": "Osa %d", "sv": "Del %d", "en": "Part %d"}
ODATA_DATE = re.compile(r"/Date\((-?\d{1,15})(?:[+-]\d{4})?\)/")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LAST_MINUTE = time(23, 59)
MAX_HTML = 100_000
MAX_ID = 100
BLOCKS = ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "tr")


@dataclass(frozen=True)
class RequestFile:
    """What a file says; the deadline is a wall clock, whatever zone the file claims.

    `problems` keep it from being saved, `remarks` are what its reader should look at.
    """

    title: str
    authority: str
    register_number: str
    deadline: datetime | None
    text: str
    questions: tuple[Asked, ...]
    required_data: tuple[str, ...]
    channels: tuple[str, ...]
    background: tuple[str, ...]
    problems: tuple[Invalid, ...] = ()
    remarks: tuple[Invalid, ...] = ()


def read_request(data: bytes) -> RequestFile:
    """The request in a file that must be whole: the first thing that is wrong refuses it."""
    found = read_request_file(data)
    for problem in found.problems:
        raise problem
    if found.deadline is None:
        raise _no_deadline()
    return found


def read_request_file(data: bytes, *, language: str = "fi") -> RequestFile:
    """The request in a file of which something may be missing; no question is dropped."""
    found = read_source(data)
    raw = sorted(_questions(found), key=_order)
    questions = tuple(_named_parts((_asked(question) for question in raw), language))
    deadline, about_deadline = _deadline(found)
    return RequestFile(
        title=_words(found, "title"),
        authority=_words(found, "authority"),
        register_number=_words(found, "register_number"),
        deadline=deadline,
        text=_text(found),
        questions=questions,
        required_data=_strings(found, "metadata_required"),
        channels=_strings(found, "channels"),
        background=tuple(_titles(found)),
        problems=tuple(_problems(questions)),
        remarks=(*about_deadline, *_remarks(raw, questions)),
    )


def with_known(found: RequestFile, known: Request | None, questions: Sequence[Question]) -> RequestFile:
    """What the file does not say stays as it was: a file of questions alone leaves the rest."""
    if known is None:
        return found
    deadline = found.deadline or datetime.strptime(known.deadline_wall_clock, MINUTE)  # noqa: DTZ007 a wall clock
    return replace(
        found,
        title=found.title or known.title,
        authority=found.authority or known.authority,
        register_number=found.register_number or known.register_number,
        deadline=deadline,
        text=found.text or known.text,
        required_data=found.required_data or tuple(known.required_data),
        channels=found.channels or tuple(known.channels),
        questions=found.questions or tuple(asked_of(questions)),
    )


def import_request(
    session: Session,
    consultation: Consultation,
    read: RequestFile,
    *,
    zone: str,
    actor: Person,
    now: datetime,
) -> Request:
    """The request of the file becomes the request of the consultation."""
    if read.deadline is None:
        raise _no_deadline()
    return save_request(
        session,
        consultation,
        title=read.title,
        authority=read.authority,
        register_number=read.register_number,
        deadline=read.deadline,
        zone=zone,
        text=read.text,
        questions=read.questions,
        required_data=read.required_data,
        channels=read.channels,
        actor=actor,
        now=now,
    )


def _asked(question: Raw) -> Asked:
    """A question with options is a choice, any other one is answered in words."""
    header = _words(question, "header")
    if _type(question) in SECTIONS:
        return Asked(header, QuestionKind.SECTION, service_id=_id(question))
    options: dict[str, str] = {}
    for option in _options(question):
        options.setdefault(single_line(option_words(option)), _id(option))
    options.pop("", None)
    return Asked(
        header,
        QuestionKind.CHOICE if options else QuestionKind.TEXT,
        is_mandatory=_is_true(question.get("mandatory")),
        options=tuple(options),
        service_id=_id(question),
        option_ids=tuple(options.values()) if any(options.values()) else (),
    )


def _id(thing: object) -> str:
    """What the service calls it; its answers are written under the same."""
    found = thing.get("id") if isinstance(thing, dict) else None
    return single_line(str(found))[:MAX_ID] if isinstance(found, str | int) else ""


def _named_parts(questions: Iterable[Asked], language: str) -> Iterable[Asked]:
    """A page break without words is named by its place: the questions before the first are part 1."""
    part = 1
    for asked in questions:
        if asked.kind is not QuestionKind.SECTION:
            yield asked
            continue
        part += 1
        yield asked if asked.header else replace(asked, header=PART.get(language, PART["fi"]) % part)


def _problems(questions: tuple[Asked, ...]) -> Iterable[Invalid]:
    if len(questions) > MAX_QUESTIONS:
        yield Invalid("There can be at most %(limit)s questions.", field="file", limit=MAX_QUESTIONS)
    for number, asked in _numbered(questions):
        if not asked.header:
            yield Invalid("Question %(number)s has no words.", field="file", number=number)
        if asked.kind is QuestionKind.CHOICE and len(asked.options) < FEWEST_OPTIONS:
            yield Invalid(
                "Question %(number)s needs at least two different options.", field="file", number=number
            )


def _remarks(raw: list[Raw], questions: tuple[Asked, ...]) -> Iterable[Invalid]:
    number = 0
    for kind, asked in zip(map(_type, raw), questions, strict=True):
        number += asked.kind is not QuestionKind.SECTION
        if asked.kind is QuestionKind.TEXT and "choice" in kind:
            yield Invalid(
                "Question %(number)s is a choice, but its options are not in the file. "
                "Add them to the question after saving.",
                number=number,
            )
        elif asked.kind is QuestionKind.TEXT and kind not in TEXTS:
            yield Invalid(
                "Question %(number)s is of a kind that is not known (%(kind)s). It is answered in words.",
                number=number,
                kind=kind[:60],
            )


def _numbered(questions: tuple[Asked, ...]) -> Iterable[tuple[int, Asked]]:
    """The questions with the numbers that people see; sections are not counted."""
    return enumerate((asked for asked in questions if asked.kind is not QuestionKind.SECTION), start=1)


def _questions(found: Raw) -> list[Raw]:
    """Every one, also one that is written as a text alone."""
    every = _list(found, "questions")
    return [question if isinstance(question, dict) else {"header": question} for question in every]


def _options(question: Raw) -> list[Any]:
    options = _list(question, "options")
    return sorted(options, key=lambda option: _order(option) if isinstance(option, dict) else 0)


def _order(question: Mapping[str, Any]) -> float:
    order = question.get("order")
    if isinstance(order, str) and re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", order):
        return float(order)
    return order if isinstance(order, int | float) else float("inf")


def _type(question: Raw) -> str:
    return str(question.get("type") or "").casefold()


def _is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.casefold() in {"true", "1"})


def _deadline(found: Raw) -> tuple[datetime | None, tuple[Invalid, ...]]:
    """The wall clock that is written; the service writes it as if it were UTC."""
    words = str(found.get("deadline") or "").strip()
    if not words:
        return None, (_no_deadline(),)
    try:
        at = _moment(words)
    except (ValueError, OverflowError, OSError):
        return None, (
            Invalid("The deadline %(words)s is not understood. Write it yourself.", words=words[:60]),
        )
    at = at.replace(tzinfo=None, second=0, microsecond=0)
    if DAY.fullmatch(words):
        return datetime.combine(at.date(), LAST_MINUTE), (
            Invalid("The deadline has no time of day. It is taken to be the end of the day: check it."),
        )
    return at, ()


def _moment(words: str) -> datetime:
    odata = ODATA_DATE.fullmatch(words)
    return datetime.fromtimestamp(int(odata[1]) / 1000, UTC) if odata else datetime.fromisoformat(words)


def _no_deadline() -> Invalid:
    return Invalid("The file has no deadline such as 2027-02-15T16:15.", field="file")


def _text(found: Raw) -> str:
    """What the authority says, as plain text; the service writes HTML."""
    plain = found.get("text")
    if isinstance(plain, str):
        return normalise(plain).strip()
    marked = found.get("html")
    return _plain(marked[:MAX_HTML]) if isinstance(marked, str) else ""


def _plain(marked: str) -> str:
    if "<" not in marked:
        return normalise(marked).strip()
    try:
        root = html.fromstring(f"<div>{normalise(marked)}</div>")
    except (etree.ParserError, ValueError):
        return ""
    for element in root.iter(*BLOCKS):
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(map(str, root.itertext())).split("\n"))
    return "\n".join(filter(None, lines))


def _titles(found: Raw) -> Iterable[str]:
    return (
        _words(document, "title")
        for document in _list(found, "background_documents")
        if isinstance(document, dict)
    )


def _words(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return single_line(value) if isinstance(value, str) else ""


def _strings(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    cleaned = (single_line(value) for value in _list(found, name) if isinstance(value, str))
    return tuple(value for value in cleaned if value)


def _list(found: Mapping[str, Any], name: str) -> list[Any]:
    value = found.get(name)
    return value if isinstance(value, list) else []
