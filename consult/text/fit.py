"""The agent's own words fitted between the sentences beside them."""

from consult.text.block import Fragment
from consult.text.change import Place
from consult.text.marks import cut, join


def fit(words: Fragment, text: str, place: Place) -> Fragment:
    """The words with the spaces that the place begins and ends with, or needs as a new sentence.

    >>> fit(Fragment("Uusi virke."), "Vanha virke. Toinen.", Place("b1", 0, 13)).text
    'Uusi virke. '
    """
    stripped = words.text.strip()
    if not stripped:
        return Fragment("")
    start = words.text.index(stripped[0])
    core = cut(words.text, words.marks, start, start + len(stripped))
    old = text[place.start : place.end]
    if old.strip():
        before, after = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
    else:
        before = " " if text[: place.start] and not text[place.start - 1].isspace() else ""
        after = " " if text[place.end :] and not text[place.end].isspace() else ""
    return join((Fragment(before), core, Fragment(after)))
