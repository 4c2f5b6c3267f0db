"""Words of the interface on a page that is in another language."""

import re
from collections.abc import Iterator
from functools import lru_cache

import polib
from lxml import html

from consult.services.people import LANGUAGES
from tests.tree import ROOT

SPOKEN = ("aria-label", "title", "placeholder", "alt")
PLACEHOLDER = re.compile(r"%\(\w+\)s")
#: A sentence with so few letters of its own says too little to be recognised.
ENOUGH = 8
SILENT = frozenset({"script", "style", "template"})


def foreign_words(page: str, language: str) -> list[str]:
    """What a page in this language says in words that the catalogue has for another one."""
    plain, sentences = _words_of_others(language)
    said = set(_said(html.fromstring(page), language, language))
    return sorted(words for words in said if words in plain or sentences.fullmatch(words))


def _said(element: html.HtmlElement, language: str, here: str) -> Iterator[str]:
    """The texts and the spoken attributes of the parts that are in this language."""
    here = element.get("lang", here)
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    if here == language:
        yield from (" ".join(element.get(name, "").split()) for name in SPOKEN)
        yield " ".join((element.text or "").split())
    for child in element:
        yield from _said(child, language, here)
        if here == language:
            yield " ".join((child.tail or "").split())


@lru_cache
def _words_of_others(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """What the pages in the other languages say, and ids that nobody has translated."""
    own = {text for _, texts in _messages(language) for text in texts}
    others = (texts for other in LANGUAGES if other != language for _, texts in _messages(other))
    foreign = {text for texts in others for text in texts} - own
    if language != "en":
        foreign |= {id_ for id_, _ in _messages(language)} - own
    plain = frozenset(" ".join(text.split()) for text in foreign if not PLACEHOLDER.search(text))
    told = [text for text in foreign if PLACEHOLDER.search(text) and _letters(text) >= ENOUGH]
    return plain, re.compile("|".join(_pattern(text) for text in sorted(told)), re.DOTALL)


def _messages(language: str) -> Iterator[tuple[str, list[str]]]:
    path = ROOT / "consult" / "translations" / language / "LC_MESSAGES" / "messages.po"
    for entry in polib.pofile(str(path)):
        yield entry.msgid, [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in PLACEHOLDER.sub("", text))


def _pattern(text: str) -> str:
    return ".+".join(re.escape(part) for part in PLACEHOLDER.split(text))
