"""Edits of a document of which every single change is known, and where each word went."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from consult.text import Block, BlockKind, Document

#: One edited word place in so many words of an edited block, and words left alone between two.
WORDS_TO_AN_EDIT, APART = 30, 3
MOST_WORDS = 4
NEW_WORDS = ("avoimesti", "kunnittain", "pysyvästi", "riittävän", "kohtuullisen", "selvästi", "yhdessä")
LETTERS = "aeiklmnoprstuvyäö"

#: A word of the old document, by its block and where it begins there; None for a new one.
Origin = tuple[str, int] | None


@dataclass(frozen=True)
class Edit:
    """An edited document under ids of its own, and the truth about it.

    `changes` counts the edited places, `characters` what they took out and put in; `origins` tells for
    each word of each new block where it came from, `became` the new block of each old one that is left.
    """

    document: Document
    changes: int
    characters: int
    origins: dict[str, list[tuple[int, int, Origin]]]
    became: dict[str, str]


@dataclass
class _Word:
    text: str
    origin: Origin


def make_edit(
    base: Document,
    share: float,
    *,
    moved: float = 0,
    duplicated: float = 0,
    removed: float = 0,
    seed: int = 2,
    most_edits: int = 100,
    in_place_ids: bool = False,
) -> Edit:
    """Words replaced, put in and taken out in that share of the blocks; others moved, doubled, removed.

    The new blocks keep their ids only with `in_place_ids`.
    """
    editing = _Editing(base, Random(seed), most_edits)
    return editing.edit(share, moved, duplicated, removed, in_place_ids=in_place_ids)


class _Editing:
    def __init__(self, base: Document, random: Random, most_edits: int) -> None:
        self._random = random
        self._most_edits = most_edits
        self._rows: list[tuple[Block, list[_Word]]] = [(block, _words(block)) for block in base.blocks]
        self._changes = self._characters = 0
        self._copies: set[int] = set()

    def edit(
        self, share: float, moved: float, duplicated: float, removed: float, *, in_place_ids: bool
    ) -> Edit:
        """Copies are made of blocks as they were and that stay in their place; only originals are edited."""
        texts = [row for row in self._rows if row[0].kind is not BlockKind.HEADING]
        copies = [(block, _words(block)) for block, _ in self._some(texts, duplicated)]
        for block, words in self._some(texts, share):
            self._edit_words(block, words)
        for row in self._some(self._rows, removed):
            self._rows.remove(row)
        copied = {block.id for block, _ in copies}
        for row in self._some([row for row in self._rows if row[0].id not in copied], moved):
            self._rows.remove(row)
            self._rows.insert(self._random.randrange(len(self._rows) + 1), row)
        for row in copies:
            self._copies.add(id(row[1]))
            self._rows.insert(self._random.randrange(len(self._rows) + 1), row)
        return self._result(in_place_ids=in_place_ids)

    def _some(
        self, rows: Sequence[tuple[Block, list[_Word]]], share: float
    ) -> list[tuple[Block, list[_Word]]]:
        return self._random.sample(list(rows), int(len(rows) * share))

    def _edit_words(self, block: Block, words: list[_Word]) -> None:
        """From the end on, so that places stay what they are."""
        wanted = min(self._random.randrange(1, 2 + len(words) // WORDS_TO_AN_EDIT), self._most_edits)
        places = sorted(self._random.sample(range(1, len(words) - 1), min(wanted, len(words) - 2)))
        limit = len(words)
        for place in reversed(places):
            length = self._random.randrange(1, MOST_WORDS)
            if place + length + APART <= limit:
                self._edit_place(words, place, length)
                limit = place

    def _edit_place(self, words: list[_Word], place: int, length: int) -> None:
        kind = self._random.randrange(3)
        came = [] if kind == 0 else [_Word(self._new_word(), None) for _ in range(length)]
        went = [] if kind == 1 else words[place : place + length]
        self._changes += 1
        self._characters += sum(len(word.text) + 1 for word in (*came, *went))
        words[place : place + len(went)] = came

    def _new_word(self) -> str:
        return self._random.choice(NEW_WORDS) + "".join(self._random.choices(LETTERS, k=3))

    def _result(self, *, in_place_ids: bool) -> Edit:
        blocks: list[Block] = []
        origins: dict[str, list[tuple[int, int, Origin]]] = {}
        became: dict[str, str] = {}
        for number, (block, words) in enumerate(self._rows):
            is_copy = id(words) in self._copies
            name = block.id if in_place_ids and not is_copy else f"z{number}"
            blocks.append(replace(block, id=name, text=" ".join(word.text for word in words)))
            origins[name] = _placed(words)
            if not is_copy:
                became[block.id] = name
        return Edit(Document(tuple(blocks)), self._changes, self._characters, origins, became)


def _words(block: Block) -> list[_Word]:
    words: list[_Word] = []
    at = 0
    for text in block.text.split(" "):
        words.append(_Word(text, (block.id, at)))
        at += len(text) + 1
    return words


def _placed(words: Sequence[_Word]) -> list[tuple[int, int, Origin]]:
    placed: list[tuple[int, int, Origin]] = []
    at = 0
    for word in words:
        placed.append((at, at + len(word.text), word.origin))
        at += len(word.text) + 1
    return placed
