"""Changes and the operations they are made of, bound to the blocks they were written against."""

from dataclasses import dataclass, field
from enum import StrEnum

from consult.text.block import Block, Fragment


class OpKind(StrEnum):
    """What an operation does."""

    REPLACE = "replace"
    MARK = "mark"
    ADD = "add"
    DELETE = "delete"
    MOVE = "move"
    KIND = "kind"


class ChangeKind(StrEnum):
    """What a person decides on: words of a sentence, or one thing done to blocks."""

    WORDS = "words"
    MARKS = "marks"
    ADD = "add"
    DELETE = "delete"
    MOVE = "move"
    SPLIT = "split"
    JOIN = "join"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Place:
    """The sentences [start, end) of a base block; for an addition the end of the block it follows.

    `block` is empty for the beginning of the document.
    """

    block: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Op:
    """One operation on a block.

    replace and mark put `inserted` in the place of [start, end), whose words are `removed`. add puts
    `new_block` after `after` (None: first inside its parent), move takes `block` there, `new_block`
    naming its parent. delete removes the block. kind gives it everything of `new_block` but the words.
    `rank` orders what one proposal puts after the same block.
    """

    kind: OpKind
    block: str
    base_hash: str = ""
    start: int = 0
    end: int = 0
    removed: str = ""
    inserted: Fragment = Fragment("")
    after: str | None = None
    new_block: Block | None = None
    rank: int = 0

    @property
    def is_words(self) -> bool:
        """Whether the operation is on words, not on the whole block."""
        return self.kind in (OpKind.REPLACE, OpKind.MARK)

    @property
    def puts(self) -> bool:
        """Whether the operation puts a block after another."""
        return self.kind in (OpKind.ADD, OpKind.MOVE)


@dataclass(frozen=True, slots=True)
class Change:
    """The unit of decision: all operations of a proposal in one sentence, or one thing done to blocks."""

    index: int
    ops: tuple[Op, ...]
    place: Place
    kind: ChangeKind = ChangeKind.WORDS
    _is_in_one_block: bool | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def is_in_one_block(self) -> bool:
        """Whether all it does is to words of the block that it is placed in; found out once."""
        if self._is_in_one_block is None:
            found = all(op.block == self.place.block and op.is_words for op in self.ops)
            object.__setattr__(self, "_is_in_one_block", found)
            return found
        return self._is_in_one_block
