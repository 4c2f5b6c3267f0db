"""What stands on one place of a version, made there or carried there: loaded for the margin that is open."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models import Comment, Proposal, Version
from consult.reports.contributions import Entry, Noun, arrival, comment_rows, entry_of, proposal_rows
from consult.reports.tallies import placed_block
from consult.reports.visibility import Viewer, seen_by


def load_proposals_on(
    session: Session, viewer: Viewer, now: datetime, version: Version, blocks: Collection[str]
) -> tuple[Entry, ...]:
    """The standing proposals to some blocks, in order of arrival, in one query; states are not judged."""
    rows = session.execute(
        proposal_rows(version).where(
            seen_by(Proposal, viewer, now),
            Proposal.withdrawn_at.is_(None),
            placed_block(Proposal).in_(blocks),
        )
    )
    return tuple(sorted((entry_of(Noun.PROPOSAL, row, viewer) for row in rows), key=arrival))


def load_comments_on(
    session: Session, viewer: Viewer, now: datetime, version: Version, blocks: Collection[str]
) -> tuple[Entry, ...]:
    """The standing comments and replies on some blocks, in order of arrival, in one query."""
    rows = session.execute(
        comment_rows(version).where(
            seen_by(Comment, viewer, now),
            Comment.withdrawn_at.is_(None),
            placed_block(Comment).in_(blocks),
        )
    )
    return tuple(sorted((entry_of(Noun.COMMENT, row, viewer) for row in rows), key=arrival))


def find_block(session: Session, viewer: Viewer, now: datetime, version: Version, number: int) -> str | None:
    """The block that a standing proposal is shown on at a version, if the viewer may see it there."""
    found: str | None = session.scalar(
        proposal_rows(version)
        .select_from(Proposal)
        .where(seen_by(Proposal, viewer, now), Proposal.withdrawn_at.is_(None), Proposal.number == number)
        .with_only_columns(placed_block(Proposal))
    )
    return found
