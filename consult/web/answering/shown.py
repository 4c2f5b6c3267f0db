"""A saved comment or proposal as a page shows it: what it is about, its words, its marks, its sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from consult import text
from consult.models import Comment, CommentKind, Proposal
from consult.web.answering.forms import KIND_LABELS
from consult.web.answering.spot import number_of
from consult.web.block_names import page_of, place_name
from consult.web.marked import MarkedRun, marked_change
from consult.web.sentences import change_sentence


@dataclass(frozen=True)
class ShownChange:
    """One change: the sentence it touches with marks, and what it does in plain words."""

    runs: tuple[MarkedRun, ...]
    sentence: Markup


@dataclass(frozen=True)
class Shown:
    """One contribution. `label` names the block, `kind` what a comment is about."""

    noun: str
    number: int
    label: str
    words: str
    block_number: int | None
    kind: str = ""
    changes: Sequence[ShownChange] = ()
    page: int | None = None


def show_comment(comment: Comment, base: text.Document) -> Shown:
    """A comment of one's own."""
    current = comment.current
    label = place_name(base, comment.block_id)
    kind = kind_label(current.kind) if comment.reply_to_id is None else ""
    number = number_of(base, comment.block_id)
    page = page_of(base, comment.block_id)
    return Shown("comment", comment.number, label, current.text, number, kind, page=page)


def show_proposal(proposal: Proposal, base: text.Document) -> Shown:
    """A proposal of one's own; its words are the reason."""
    changes = text.Proposal.from_json(proposal.current.changes)
    return Shown(
        noun="proposal",
        number=proposal.number,
        label=place_name(base, proposal.block_id),
        words=proposal.current.rationale,
        block_number=number_of(base, proposal.block_id),
        changes=shown_changes(changes, base),
        page=page_of(base, proposal.block_id),
    )


def shown_changes(changes: text.Proposal, base: text.Document) -> tuple[ShownChange, ...]:
    """Each change alone, as it can be decided."""
    return tuple(
        ShownChange(marked_change(change, base), change_sentence(change, base)) for change in changes.changes
    )


def show_all(
    comments: Sequence[Comment], proposals: Sequence[Proposal], texts: Mapping[int, text.Document]
) -> list[Shown]:
    """Comments and proposals in the order of the text; on one block in the order they were written."""
    shown = [
        (
            (_place(texts[one.version_id], one.block_id), one.created_at),
            show_comment(one, texts[one.version_id]),
        )
        for one in comments
    ]
    for one in proposals:
        base = texts[one.current.version_id]
        shown.append(((_place(base, one.block_id), one.created_at), show_proposal(one, base)))
    return [each for _, each in sorted(shown, key=lambda row: row[0])]


def _place(content: text.Document, block_id: str) -> int:
    """How many blocks come before it; what is not in the text stands first."""
    return next((at for at, block in enumerate(content.blocks) if block.id == block_id), -1)


def kind_label(kind: CommentKind) -> str:
    """The guide question's words."""
    return str(KIND_LABELS[kind])
