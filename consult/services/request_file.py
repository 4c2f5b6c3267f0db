"""A request read from a JSON file: the words of the authority, its questions in their order."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Person, QuestionKind, Request
from consult.services.questions import Asked
from consult.services.requests import save_request
from consult.text.normalise import normalise, single_line

#: Question types that ask nothing: a heading or a page break between questions.
SECTIONS = frozenset({"section", "page_break", "pagebreak", "questiontype_pagebreak"})


@dataclass(frozen=True)
class RequestFile:
    """What a file says; the deadline is a wall clock, whatever zone the file claims."""

    title: str
    authority: str
    register_number: str
    deadline: datetime
    text: str
    questions: tuple[Asked, ...]
    required_data: tuple[str, ...]
    channels: tuple[str, ...]
    background: tuple[str, ...]


def read_request(data: bytes) -> RequestFile:
    """The request in a JSON file; anything that is missing or of another shape is told by its name."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Invalid("The file is not JSON and cannot be read as a request.", field="file") from error
    if not isinstance(found, dict):
        raise Invalid("The file does not describe a request.", field="file")
    questions = sorted(
        (question for question in _list(found, "questions") if isinstance(question, dict)), key=_order
    )
    return RequestFile(
        title=_words(found, "title"),
        authority=_words(found, "authority"),
        register_number=_words(found, "register_number"),
        deadline=_wall_clock(found),
        text=normalise(str(found.get("text") or "")).strip(),
        questions=tuple(_asked(question) for question in questions),
        required_data=_strings(found, "metadata_required"),
        channels=_strings(found, "channels"),
        background=tuple(
            _words(document, "title")
            for document in _list(found, "background_documents")
            if isinstance(document, dict)
        ),
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


def _asked(question: Mapping[str, Any]) -> Asked:
    """A question with options is a choice, any other one is answered in words; none is dropped."""
    header = _words(question, "header")
    if str(question.get("type", "")).casefold() in SECTIONS:
        return Asked(header, QuestionKind.SECTION)
    options = _strings(question, "options")
    kind = QuestionKind.CHOICE if options else QuestionKind.TEXT
    return Asked(header, kind, is_mandatory=question.get("mandatory") is True, options=options)


def _order(question: Mapping[str, Any]) -> float:
    order = question.get("order")
    return order if isinstance(order, int | float) else float("inf")


def _wall_clock(found: Mapping[str, Any]) -> datetime:
    try:
        return datetime.fromisoformat(str(found.get("deadline"))).replace(
            tzinfo=None, second=0, microsecond=0
        )
    except ValueError as error:
        raise Invalid("The file has no deadline such as 2027-02-15T16:15.", field="file") from error


def _words(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return single_line(value) if isinstance(value, str) else ""


def _strings(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    cleaned = (single_line(value) for value in _list(found, name) if isinstance(value, str))
    return tuple(value for value in cleaned if value)


def _list(found: Mapping[str, Any], name: str) -> list[Any]:
    value = found.get(name)
    return value if isinstance(value, list) else []
