"""Which version a returned file is based on: what it says about itself, its bookmarks, or its words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.docx.identity import Identity
from consult.docx.refused import Refused
from consult.docx.reply import Base, Recognition
from consult.text.compare import adopt_ids
from consult.text.document import Document
from consult.text.resemblance import shared_words

#: How much of a version a file must have for us to say that it is based on it.
ENOUGH = 0.6
_MOST_COMPARED = 3


@dataclass(frozen=True, slots=True)
class Recognised:
    """The place of the version, and how it was found."""

    version: int
    how: Recognition


def recognise(
    bases: Sequence[Base],
    original: Document,
    bookmarks: frozenset[str],
    identity: Identity | None,
    *,
    is_chosen: bool,
) -> Recognised:
    """The version; raises `Refused` when nothing says it and less than 60 % of the words are known.

    With `is_chosen` a person has chosen the only version that is given.
    """
    if is_chosen:
        return Recognised(0, Recognition.CHOSEN)
    if (named := _named(bases, identity)) is not None:
        return Recognised(named, Recognition.PROPERTIES)
    if marked := [at for at, base in enumerate(bases) if _marked(base.document, bookmarks) >= ENOUGH]:
        best = max(marked, key=lambda at: (_equal(bases[at].document, original), at))
        return Recognised(best, Recognition.BOOKMARKS)
    likely = sorted(range(len(bases)), key=lambda at: (-_equal(bases[at].document, original), -at))
    shares = {
        at: share_of(bases[at].document, adopt_ids(bases[at].document, original))
        for at in likely[:_MOST_COMPARED]
    }
    best = max(shares, key=lambda at: (shares[at], at), default=-1)
    if best < 0 or shares[best] < ENOUGH:
        raise unrecognised()
    return Recognised(best, Recognition.SIMILARITY)


def unrecognised() -> Refused:
    """We refuse to guess."""
    return Refused("We did not recognise the draft. Choose the version.", code="unrecognised")


def share_of(base: Document, named: Document) -> float:
    """How much of the base's text its blocks in the file still have, by their words; all of an empty base."""
    found = {block.id: block.text for block in named.blocks}
    weights = [(len(block.text), _alike(block.text, found.get(block.id, ""))) for block in base.blocks]
    total = sum(weight for weight, _ in weights)
    return sum(weight * alike for weight, alike in weights) / total if total else 1.0


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else shared_words(one, other)


def _named(bases: Sequence[Base], identity: Identity | None) -> int | None:
    """The version whose hash the file's properties say."""
    said = identity.version_hash if identity is not None else ""
    return next((at for at, base in enumerate(bases) if said and base.hash == said), None)


def _marked(base: Document, bookmarks: frozenset[str]) -> float:
    """How many of the blocks with words have their bookmark in the file."""
    wanted = [block.id for block in base.blocks if block.text]
    return sum(block_id in bookmarks for block_id in wanted) / len(wanted) if wanted else 0.0


def _equal(base: Document, file: Document) -> int:
    """How many characters of the base stand in blocks that the file has to the letter."""
    texts = Counter(_texts(file))
    return sum(len(text) for text in (Counter(_texts(base)) & texts).elements())


def _texts(document: Document) -> Iterator[str]:
    return (block.text for block in document.blocks)
