"""What a wish would do to the text: words removed and added, and plain sentences."""

from dataclasses import dataclass
from typing import Any

from consult import text
from consult.errors import DomainError
from consult.services.wishes import Wish, changes_for
from consult.web.block_names import subject_name
from consult.web.i18n import sentence
from consult.web.marked import MarkedRun, marked_entry
from consult.web.sentences import change_sentence
from consult.web.wording import gettext


@dataclass(frozen=True)
class Piece:
    """One block that changes: its name and its words with marks."""

    label: str
    runs: tuple[MarkedRun, ...]


@dataclass(frozen=True)
class Preview:
    """The change as marks and as sentences, or why there is none."""

    pieces: tuple[Piece, ...] = ()
    sentences: tuple[Any, ...] = ()
    problem: str = ""


def preview_of(content: text.Document, wish: Wish, *, earlier: text.Proposal | None = None) -> Preview:
    """The preview of what a form holds now."""
    try:
        return show_changes(content, changes_for(content, wish, earlier=earlier))
    except DomainError as error:
        return Preview(problem=sentence(error))


def show_changes(content: text.Document, changes: text.Proposal) -> Preview:
    """Changes against a text, as they are shown wherever somebody's own proposal stands."""
    edited = changes.apply(content)
    entries = text.compare(content, edited).changes
    return Preview(
        pieces=tuple(_piece(content, edited, entry) for entry in entries if not _only_moved(entry)),
        sentences=tuple(change_sentence(change, content) for change in changes.changes),
    )


def _only_moved(entry: text.Entry) -> bool:
    return entry.kind is text.EntryKind.MOVED and not entry.runs


def _piece(content: text.Document, edited: text.Document, entry: text.Entry) -> Piece:
    known, blocks = (content, entry.old) if entry.old else (edited, entry.new)
    label = subject_name(known, blocks[0].id) if entry.old else gettext("New block")
    return Piece(label, marked_entry(entry))
