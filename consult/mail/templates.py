"""The environment that mail templates are rendered in: one per language, strict, with the dates of people."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from consult.mail import dates
from consult.resources import PACKAGE, resource_dir

CATALOGUES = PACKAGE / "translations"
PATTERNS = {
    "date": dates.DATE,
    "time": dates.TIME,
    "datetime": dates.DATE_AND_TIME,
    "long_deadline": dates.LONG_DEADLINE,
}


@lru_cache
def mail_environment(language: str, zone: str) -> Environment:
    """Templates in this language; undefined names are errors."""
    environment = Environment(
        loader=FileSystemLoader(resource_dir("templates")),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html",)),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = Translations.load(str(CATALOGUES), [language])
    environment.install_gettext_callables(words.ugettext, words.ungettext, newstyle=True)  # type: ignore[attr-defined]  # the i18n extension adds it
    for name, patterns in PATTERNS.items():
        environment.filters[name] = _writer(patterns, language, zone)
    return environment


def _writer(patterns: dict[str, str], language: str, zone: str) -> Callable[[datetime], str]:
    def write(at: datetime) -> str:
        return dates.write_instant(at, patterns, language=language, zone=zone)

    return write
