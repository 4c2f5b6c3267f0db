"""Which language the reader gets, and how instants are written in it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel.dates import format_date
from flask import Flask, g, request
from flask_babel import Babel, get_locale, get_translations, gettext

from consult.config import Config
from consult.errors import DomainError
from consult.mail import dates
from consult.services.people import LANGUAGES
from consult.web.current import config, identity, now

COOKIE = "language"
DEFAULT = "fi"
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"


def choose_language() -> str:
    """The account's language, else the cookie's, else the browser's, else Finnish."""
    for wish in (identity().language, request.cookies.get(COOKIE, "")):
        if wish in LANGUAGES:
            return wish
    return request.accept_languages.best_match(LANGUAGES, DEFAULT)


def language() -> str:
    """The language of this answer."""
    locale = get_locale()
    return DEFAULT if locale is None else str(locale.language)


def sentence(error: DomainError) -> str:
    """What a domain error says to this reader."""
    return str(gettext(error.message, **error.params))


def _date(at: datetime) -> str:
    return dates.write_instant(at, dates.DATE, language=language(), zone=config().timezone)


def _time(at: datetime) -> str:
    return dates.write_instant(at, dates.TIME, language=language(), zone=config().timezone)


def _datetime(at: datetime) -> str:
    return dates.write_instant(at, dates.DATE_AND_TIME, language=language(), zone=config().timezone)


def long_deadline(at: datetime) -> str:
    """A deadline with its weekday, in the reader's language."""
    return dates.write_instant(at, dates.LONG_DEADLINE, language=language(), zone=config().timezone)


def _relative(at: datetime) -> str:
    return dates.write_relative(at, now=now(), language=language(), zone=config().timezone)


def _days_left(until: datetime) -> int:
    return dates.days_left(until, now=now(), zone=config().timezone)


def _day(on: date) -> str:
    return format_date(on, dates.DATE[language()], locale=language())


FILTERS = {
    "date": _date,
    "day": _day,
    "time": _time,
    "datetime": _datetime,
    "long_deadline": long_deadline,
    "relative": _relative,
    "days_left": _days_left,
}


def speak(app: Flask, settings: Config) -> None:
    """Give the application its catalogues and its filters."""
    Babel(
        app,
        default_locale=DEFAULT,
        default_translation_directories=str(CATALOGUES),
        default_timezone=settings.timezone,
        locale_selector=choose_language,
    )
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # given by Jinja's i18n extension
        lambda message: _catalogue().ugettext(message),
        lambda one, many, count: _catalogue().ungettext(one, many, count),
        newstyle=True,
    )


def _catalogue() -> Any:
    """The catalogue of this answer, looked up once: a long page has thousands of sentences."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue
