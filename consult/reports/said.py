"""What decided proposals and comments said, as far as the viewer may read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from consult.models import Answer, Comment, CommentRevision, Proposal, ProposalRevision
from consult.reports.sources import Part
from consult.reports.visibility import Viewer, seen_by
from consult.reports.words import ProposalWords, load_proposal_words


@dataclass(frozen=True)
class Said:
    """Proposals by the id of the revision that was decided, comments by their public number."""

    proposals: Mapping[int, ProposalWords]
    comments: Mapping[int, str]


def load_said(session: Session, viewer: Viewer, now: datetime, parts: Iterable[Part]) -> Said:
    """The words of these parts, in three queries; what has been hidden is left out."""
    every = list(parts)
    revisions = session.scalars(
        select(ProposalRevision.id)
        .join(Proposal, Proposal.id == ProposalRevision.proposal_id)
        .join(Answer, Answer.id == Proposal.answer_id)
        .where(ProposalRevision.id.in_({part.revision_id for part in every}), seen_by(Proposal, viewer, now))
    )
    return Said(
        load_proposal_words(session, revisions), _comments(session, viewer, now, {p.comment for p in every})
    )


def _comments(session: Session, viewer: Viewer, now: datetime, numbers: set[int | None]) -> dict[int, str]:
    any_revision = aliased(CommentRevision)
    newest = (
        select(func.max(any_revision.number)).where(any_revision.comment_id == Comment.id).scalar_subquery()
    )
    rows = session.execute(
        select(Comment.number, CommentRevision.text)
        .join(CommentRevision, CommentRevision.comment_id == Comment.id)
        .join(Answer, Answer.id == Comment.answer_id)
        .where(
            Comment.number.in_(numbers - {None}),
            CommentRevision.number == newest,
            seen_by(Comment, viewer, now),
        )
    )
    return dict(rows.all())
