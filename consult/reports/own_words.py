"""What a mail quotes of somebody's comment or proposal: the block's number and their own words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.models import Comment, CommentRevision, Proposal, ProposalRevision
from consult.reports.texts import load_texts
from consult.text.content import apply_words


@dataclass(frozen=True)
class OwnWords:
    """Of a comment its words; of a proposal what each change, by its index, would make of the text.

    A change without words of its own is told by its kind alone.
    """

    block: int | None
    words: str = ""
    changes: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    #: The page of the plan on which the block stands.
    page: int | None = None


def load_own_words(session: Session, said: Iterable[Comment | Proposal]) -> dict[tuple[bool, int], OwnWords]:
    """By whether it is a comment, and id; in at most three queries beside the texts."""
    everything = list(said)
    comments = {one.id: one for one in everything if isinstance(one, Comment)}
    proposals = {one.id: one for one in everything if isinstance(one, Proposal)}
    worded = select(CommentRevision).where(CommentRevision.comment_id.in_(comments))
    proposed = select(ProposalRevision).where(ProposalRevision.proposal_id.in_(proposals))
    newest_comments = {row.comment_id: row for row in session.scalars(worded.order_by(CommentRevision.id))}
    newest = {row.proposal_id: row for row in session.scalars(proposed.order_by(ProposalRevision.id))}
    versions = {one.version_id for one in comments.values()} | {row.version_id for row in newest.values()}
    texts = load_texts(session, versions)
    found: dict[tuple[bool, int], OwnWords] = {}
    for id_, row in newest_comments.items():
        number, page = _place(texts[comments[id_].version_id], comments[id_].block_id)
        found[(True, id_)] = OwnWords(number, row.text, page=page)
    for id_, revision in newest.items():
        base = texts[revision.version_id]
        changes = text.Proposal.from_json(revision.changes).changes
        made = {change.index: (change.kind.value, _outcome(change, base)) for change in changes}
        number, page = _place(base, proposals[id_].block_id)
        found[(False, id_)] = OwnWords(number, changes=made, page=page)
    return found


def _place(base: text.Document, block_id: str) -> tuple[int | None, int | None]:
    """The public number of the block, or of the table around it, and its page."""
    block = base.by_id.get(block_id)
    while block is not None and block.id not in base.numbers and block.parent is not None:
        block = base.by_id.get(block.parent)
    return (None, None) if block is None else (base.numbers.get(block.id), block.page)


def _outcome(change: text.Change, base: text.Document) -> str:
    """The sentence as it would read, or the words of the new block."""
    if change.kind is text.ChangeKind.ADD:
        return "\n".join(op.new_block.text for op in change.ops if op.new_block is not None)
    block = base.by_id.get(change.place.block)
    if block is None or change.kind is not text.ChangeKind.WORDS:
        return ""
    new = apply_words(block, [op for op in change.ops if op.is_words and op.block == block.id])
    end = len(new.text) - (len(block.text) - change.place.end)
    return new.text[change.place.start : end].strip()
