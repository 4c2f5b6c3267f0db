"""What a crowd asks for: small edits of real sentences, many of them on the same few blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from consult import text
from consult.demo.large.sentences import ADDED, MANNERS, paragraph
from consult.services.wishes import Add, Move, Remove, Reword, Wish

#: One block in so many is hot: everybody has something to say about it.
HOT_SHARE = 40
#: The shares, in per cent: to a hot block, the same as somebody else has asked for, not a rewording.
ON_HOT, AGREEING, ADDING, REMOVING, MOVING = 35, 6, 6, 5, 3
WORDED = frozenset({text.BlockKind.PARAGRAPH, text.BlockKind.BULLET, text.BlockKind.NUMBERED})
SHORTEST = 60


@dataclass
class Wishes:
    """Wishes one after another, the same for the same seed."""

    base: text.Document
    random: Random
    made: list[Wish] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.blocks = [b for b in self.base.blocks if b.kind in WORDED and len(b.text) >= SHORTEST]
        self.hot = self.random.sample(self.blocks, max(1, len(self.blocks) // HOT_SHARE))

    def block(self) -> text.Block:
        """A block that somebody speaks of."""
        return self.random.choice(self.hot if self._chance(ON_HOT) else self.blocks)

    def next(self) -> Wish:
        """A wish: other words most often, else the same as another's, a new block, a removal or a move."""
        if self.made and self._chance(AGREEING):
            return self.random.choice(self.made)
        wish = self._fresh()
        self.made.append(wish)
        return wish

    def _fresh(self) -> Wish:
        drawn = self.random.randrange(100)
        if drawn < ADDING:
            return Add(self.block().id, paragraph(self.random, 2))
        if drawn < ADDING + REMOVING:
            return Remove((self.random.choice(self.blocks).id,))
        if drawn < ADDING + REMOVING + MOVING:
            return self._move()
        block = self.block()
        return Reword((block.id,), reworded(self.random, block.text))

    def _move(self) -> Move:
        """A block to another chapter: never behind the block that it stands behind already."""
        at = self.random.randrange(len(self.blocks))
        after = (at + self.random.randrange(2, len(self.blocks) - 2)) % len(self.blocks)
        return Move(self.blocks[at].id, self.blocks[after].id)

    def _chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent


def reworded(random: Random, words: str) -> str:
    """The words with one place changed: something put in, replaced or left out, never the last word."""
    parts = words.split(" ")
    at = random.randrange(1, len(parts) - 2)
    change: Sequence[str] = (random.choice((*ADDED, *MANNERS)),)
    drawn = random.randrange(3)
    if drawn == 0:
        return " ".join((*parts[:at], *change, *parts[at:]))
    if drawn == 1:
        return " ".join((*parts[:at], *change, *parts[at + 1 :]))
    return " ".join((*parts[:at], *parts[at + 1 :]))
