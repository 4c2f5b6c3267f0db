"""What an organisation says by returning our Word file: proposals by author, comments, silent edits."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from consult.docx.left_out import LeftOut
from consult.docx.picture import Picture
from consult.text.document import Document
from consult.text.proposal import Proposal


class Recognition(StrEnum):
    """How it is known which version a returned file is based on."""

    PROPERTIES = "properties"
    BOOKMARKS = "bookmarks"
    SIMILARITY = "similarity"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Base:
    """A version that a returned file may be based on; `hash` is what our files say about it."""

    document: Document
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Authored:
    """What one author proposes; `at` is the time of the newest change as the file writes it, or empty.

    A `key` says that the proposal stood in the file when we wrote it, under that key, and stands there
    as it was.
    """

    author: str
    proposal: Proposal
    at: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A comment in answer to another one."""

    author: str
    text: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on the words [start, end) of a block of the base; on no block when its place is unknown.

    Paragraphs of `text` are apart by an empty line. A point comment has no words: `start` is `end`.
    One with a `key` we wrote ourselves, together with the first `known_answers` of its answers.
    """

    author: str
    text: str
    block: str | None = None
    start: int = 0
    end: int = 0
    quote: str = ""
    at: str = ""
    is_resolved: bool = False
    answers: tuple[Answered, ...] = ()
    key: str = ""
    known_answers: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """A returned file, read against the version it is based on.

    `version` is the place of that version among those that were given, `recognised` how it was found
    and `share` how much of its text the file still had (0–1) before any tracked change. `silent` are
    the edits that were made without tracking. `format_changes` and `entangled` count what was left
    out: tracked changes of looks, and words that one author wrote and another one deleted.
    """

    version: int
    recognised: Recognition
    share: float
    proposals: tuple[Authored, ...] = ()
    comments: tuple[Remark, ...] = ()
    silent: Proposal = Proposal("")
    is_tracked: bool = False
    format_changes: int = 0
    entangled: int = 0
    left_out: tuple[LeftOut, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody who changed or said something new, in the order in which the file tells of them."""
        found = [each.author for each in self.proposals if not each.key]
        for remark in self.comments:
            new = remark.answers[remark.known_answers :]
            found += [*([] if remark.key else [remark.author]), *(answer.author for answer in new)]
        return tuple(dict.fromkeys(found))


def as_bases(base: Document | Base | Sequence[Document | Base]) -> tuple[Base, ...]:
    """One document, or the versions in order."""
    given = (base,) if isinstance(base, (Document, Base)) else tuple(base)
    return tuple(each if isinstance(each, Base) else Base(each) for each in given)
