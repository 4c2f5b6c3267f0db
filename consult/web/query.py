"""What an address may ask of a list: enumerated values and page numbers, nothing else."""

from enum import StrEnum
from typing import TypeVar

from flask import request
from werkzeug.exceptions import BadRequest

from consult.services.organisation_names import search_words
from consult.text.normalise import single_line

Choice = TypeVar("Choice", bound=StrEnum)
MAX_PAGE = 10_000
MAX_DIGITS = 9
MAX_SEARCH = 100
MAX_WORDS = 10


def asked_choice(name: str, default: Choice) -> Choice:
    """The value of a query argument among those of an enum; anything else is 400."""
    given = request.args.get(name)
    if not given:
        return default
    try:
        return type(default)(given)
    except ValueError as error:
        raise BadRequest from error


def asked_id(name: str) -> int | None:
    """The id that a query argument names, None without any; anything but a number is 400."""
    given = request.args.get(name)
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or len(given) > MAX_DIGITS:
        raise BadRequest
    return int(given)


def asked_page() -> int:
    """The page number asked for, from 1."""
    given = request.args.get("page", "1")
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:6]) <= MAX_PAGE:
        raise BadRequest
    return int(given)


def asked_words(name: str = "q") -> str:
    """What was typed into a search box, on one line and of bearable length."""
    return single_line(request.args.get(name, ""))[:MAX_SEARCH]


def words_of(typed: str) -> tuple[str, ...]:
    """The words to search for, in the form in which organisations are searched."""
    return tuple(search_words(typed).split()[:MAX_WORDS])
