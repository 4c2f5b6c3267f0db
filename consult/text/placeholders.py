"""Pictures and footnotes inside a text that is edited as plain words, as readable signs in brackets."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from consult.text.block import OBJECT, OBJECT_MARKS, Block, BlockKind, Fragment, Mark, MarkKind
from consult.text.document import Document
from consult.text.errors import EngineError
from consult.text.marks import canonical
from consult.text.normalise import single_line

#: What a picture and a footnote are called in each language of the forms.
NAMES: Mapping[str, Mapping[MarkKind, str]] = {
    "fi": {MarkKind.PICTURE: "kuva", MarkKind.NOTE: "alaviite"},
    "sv": {MarkKind.PICTURE: "bild", MarkKind.NOTE: "fotnot"},
    "en": {MarkKind.PICTURE: "picture", MarkKind.NOTE: "footnote"},
}
LANGUAGES = tuple(NAMES)
MAX_ALT = 60
_WORDS = "|".join(word for names in NAMES.values() for word in names.values())
_ALIKE = re.compile(rf"(\[(?:{_WORDS}) \d+)[^\[\]\n]*+\]?", re.IGNORECASE)
_BRACKETS = str.maketrans("[]", "()", OBJECT)

#: What an object is, wherever it stands: the same bytes and words, or the same note.
Thing = Mark


class UnknownPlaceholder(EngineError):
    """A sign in brackets that stands for nothing in this text."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(f"{placeholder!r} stands for nothing here")
        self.placeholder = placeholder


class RepeatedPlaceholder(EngineError):
    """A sign in brackets more often than the text has the object."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(f"{placeholder!r} is there too often")
        self.placeholder = placeholder


class Placeholders:
    """The signs of a document's pictures and footnotes, and of those that a later text of it brings.

    A footnote has its number, a picture is counted from the beginning; equal pictures share a sign. A sign
    that the text has as its own words gets asterisks until it is told apart.

    >>> picture = Mark(7, 8, MarkKind.PICTURE, "0" * 64, "Kartta")
    >>> block = Block("b1", BlockKind.PARAGRAPH, f"Kartta {OBJECT}.", marks=(picture,))
    >>> signs = Placeholders(Document((block,)))
    >>> signs.write(block, "fi")
    'Kartta [kuva 1: Kartta].'
    >>> signs.read(["Kartta [kuva 1: Kartta] on tässä."], [block])[0].marks == (picture,)
    True
    """

    def __init__(self, base: Document, *later: Document) -> None:
        self._documents = (base, *later)
        self._signs: dict[Thing, dict[str, str]] = {}
        things = dict.fromkeys(thing for document in self._documents for thing in _things(document.blocks))
        if things:
            self._name(things)
        self._read = {sign: thing for thing, signs in self._signs.items() for sign in signs.values()}
        self._pattern = re.compile("|".join(map(re.escape, self._read))) if self._read else None

    def write(self, words: Block | Fragment, language: str) -> str:
        """The words with a sign for each picture and footnote, in the language of the reader."""
        text = words.text
        for mark in sorted(_objects(words), reverse=True):
            sign = self._signs[_thing(mark)][language if language in NAMES else LANGUAGES[0]]
            text = text[: mark.start] + sign + text[mark.end :]
        return text

    def read(self, parts: Sequence[str], blocks: Iterable[Block]) -> list[Fragment]:
        """Edited words with the objects that their signs stand for, in whichever language they are.

        Objects of `blocks`, and those that only the later text has, may stand there, each as often as it was.
        """
        own = list(blocks)
        found = [self._fragment(part) for part in parts]
        self._require_known(found, own)
        self._require_available(found, own, parts)
        return found

    def _name(self, things: Iterable[Thing]) -> None:
        numbers = self._note_numbers()
        written = "\n".join(block.text for document in self._documents for block in document.blocks)
        pictures = 0
        for thing in things:
            pictures += thing.kind is MarkKind.PICTURE
            number = numbers.setdefault(thing.target, len(numbers) + 1) if _is_note(thing) else pictures
            self._signs[thing] = {
                language: _sign(names[thing.kind], number, thing.alt, written)
                for language, names in NAMES.items()
            }

    def _note_numbers(self) -> dict[str, int]:
        notes = dict.fromkeys(
            block.id
            for document in self._documents
            for block in document.blocks
            if block.kind is BlockKind.NOTE
        )
        return {block_id: number for number, block_id in enumerate(notes, start=1)}

    def _available(self, own: Sequence[Block]) -> Counter[Thing]:
        """How often each object may be in the words: as often as it was, or as the later text has it."""
        here = Counter(_things(own))
        base = Counter(_things(self._documents[0].blocks)) if len(self._documents) > 1 else here
        for later in self._documents[1:]:
            here |= Counter(_things(later.blocks)) - (base - here)
        return here

    def _fragment(self, part: str) -> Fragment:
        if self._pattern is None:
            return Fragment(part)
        text, at = "", 0
        marks: list[Mark] = []
        for found in self._pattern.finditer(part):
            text += part[at : found.start()] + OBJECT
            marks.append(self._read[found[0]].at(len(text) - 1, len(text)))
            at = found.end()
        return Fragment(text + part[at:], canonical(marks))

    def _require_available(
        self, found: Sequence[Fragment], own: Sequence[Block], parts: Sequence[str]
    ) -> None:
        available = self._available(own)
        for thing, count in Counter(_things(found)).items():
            if count > available[thing]:
                signs = self._signs[thing].values()
                typed = next(sign for part in parts for sign in signs if sign in part)
                raise RepeatedPlaceholder(typed) if available[thing] else UnknownPlaceholder(typed)

    def _require_known(self, found: Sequence[Fragment], own: Sequence[Block]) -> None:
        """Words that look like a sign are the text's own words, or a mistake."""
        later = (block for document in self._documents[1:] for block in document.blocks)
        ours = Counter(key for key, _ in _alike((*own, *later)))
        for key, sign in _alike(found):
            ours[key] -= 1
            if ours[key] < 0:
                raise UnknownPlaceholder(sign)


def _alike(words: Iterable[Block | Fragment]) -> Iterator[tuple[str, str]]:
    """What begins as a sign does: its beginning, and the whole."""
    for one in words:
        for found in _ALIKE.finditer(one.text):
            yield found[1].casefold(), found[0].strip()


def _sign(word: str, number: int, alt: str, written: str) -> str:
    said = single_line(alt.translate(_BRACKETS))
    said = f": {said[: MAX_ALT - 1].rstrip()}…" if len(said) > MAX_ALT else f": {said}" if said else ""
    stars = ""
    while f"[{word} {number}{stars}{said}]" in written:
        stars += "*"
    return f"[{word} {number}{stars}{said}]"


def _objects(words: Block | Fragment) -> Iterator[Mark]:
    yield from (
        mark
        for mark in words.marks
        if mark.kind in OBJECT_MARKS and words.text[mark.start : mark.end] == OBJECT
    )


def _things(words: Iterable[Block | Fragment]) -> Iterator[Thing]:
    for one in words:
        if one.marks:
            yield from map(_thing, _objects(one))


def _thing(mark: Mark) -> Thing:
    return mark.at(0, 1)


def _is_note(thing: Thing) -> bool:
    return thing.kind is MarkKind.NOTE
