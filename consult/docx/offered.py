"""What goes into a Word file beside the text: proposals and comments with who said them and when."""

from dataclasses import dataclass
from datetime import datetime

from consult.text.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Said:
    """Words in the margin; lines are paragraphs, `at` is an aware time shown as wall-clock time."""

    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class OfferedProposal:
    """A proposal against the document that is written, as tracked changes of `author`.

    `key` is what it is called where it came from, `label` what a reader calls it. The rationale is a
    comment on its first change, `replies` (a decision, say) stand below it.
    """

    key: str
    changes: Proposal
    author: str
    at: datetime
    label: str = ""
    rationale: str = ""
    replies: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferedComment:
    """A comment on the characters [start, end) of a block, with its replies.

    One whose block is not in the document stands at its beginning.
    """

    key: str
    said: Said
    block: str
    start: int = 0
    end: int = 0
    replies: tuple[Said, ...] = ()
