"""The text engine: documents, comparisons, proposals, their merging, and where every word comes from.

It works without a database and knows nothing of the rest. All values are immutable.
"""

from consult.text.anchor import Anchor, Found, Relocated, anchor_of, relocate, relocate_on
from consult.text.apply import Applied
from consult.text.block import (
    NUMBERED_KINDS,
    OBJECT,
    OBJECT_MARKS,
    Block,
    BlockKind,
    Fragment,
    Mark,
    MarkKind,
)
from consult.text.block_json import read_block, read_marks, write_block, write_marks
from consult.text.block_map import BlockMap
from consult.text.change import Change, ChangeKind, Op, OpKind, Place
from consult.text.compare import adopt_ids, compare
from consult.text.comparison import Comparison, Entry, EntryKind
from consult.text.decide import Accept, Decision, Decline, Wording
from consult.text.describe import Part, PartKind, describe
from consult.text.document import Document
from consult.text.errors import Contradiction, EngineError, PartlyDecided, StaleBase
from consult.text.group import Group
from consult.text.invert import invert
from consult.text.map_marks import map_marks
from consult.text.markdown_read import apply_markdown_inline, parse
from consult.text.marks import cut
from consult.text.member import Member
from consult.text.merge import Merge, merge
from consult.text.normalise import normalise, single_line
from consult.text.origin import Origins, Span
from consult.text.outcome import Outcome
from consult.text.paragraphs import read_paragraphs, write_paragraphs
from consult.text.placeholders import Placeholders, RepeatedPlaceholder, UnknownPlaceholder
from consult.text.proposal import Proposal
from consult.text.propose import propose
from consult.text.question_order import (
    answers_by_heading,
    in_question_order,
    unanswered_by_heading,
    with_answers,
    with_loose_answers,
)
from consult.text.rebase import Rebased, RebasedChange, rebase, rebase_on
from consult.text.rejoin import rejoin_lines
from consult.text.relation import Level
from consult.text.runs import Run, RunKind, compare_words, display_runs
from consult.text.sentences import sentences
from consult.text.trace import Version, trace
from consult.text.twins import twins
from consult.text.words import Token, words

__all__ = [
    "answers_by_heading",
    "in_question_order",
    "unanswered_by_heading",
    "with_answers",
    "with_loose_answers",
    "NUMBERED_KINDS",
    "OBJECT",
    "OBJECT_MARKS",
    "Accept",
    "Anchor",
    "Applied",
    "Block",
    "BlockKind",
    "BlockMap",
    "Change",
    "ChangeKind",
    "Comparison",
    "Contradiction",
    "Decision",
    "Decline",
    "Document",
    "EngineError",
    "Entry",
    "EntryKind",
    "Found",
    "Fragment",
    "Group",
    "Level",
    "Mark",
    "MarkKind",
    "Member",
    "Merge",
    "Op",
    "OpKind",
    "Origins",
    "Outcome",
    "Part",
    "PartKind",
    "PartlyDecided",
    "Place",
    "Placeholders",
    "Proposal",
    "Rebased",
    "RebasedChange",
    "Relocated",
    "RepeatedPlaceholder",
    "Run",
    "RunKind",
    "Span",
    "StaleBase",
    "Token",
    "UnknownPlaceholder",
    "Version",
    "Wording",
    "adopt_ids",
    "anchor_of",
    "apply_markdown_inline",
    "compare",
    "compare_words",
    "describe",
    "cut",
    "display_runs",
    "invert",
    "map_marks",
    "merge",
    "normalise",
    "parse",
    "propose",
    "read_block",
    "read_marks",
    "read_paragraphs",
    "rebase",
    "rebase_on",
    "rejoin_lines",
    "relocate",
    "relocate_on",
    "sentences",
    "single_line",
    "trace",
    "twins",
    "words",
    "write_block",
    "write_marks",
    "write_paragraphs",
]
