"""What others have said of the same block, as far as the reader sees it."""

from dataclasses import dataclass

from sqlalchemy import ScalarSelect, func, select

from consult.models import Answer, Comment, Proposal
from consult.reports.visibility import seen_by
from consult.web.answering.found import own_viewer
from consult.web.answering.spot import Spot
from consult.web.current import now, session


@dataclass(frozen=True)
class Others:
    """How many comments and proposals stand on a block."""

    comments: int
    proposals: int


def others_on(spot: Spot) -> Others:
    """Count what is seen and stands; one's own are among them."""
    counted = select(_count(Comment, spot), _count(Proposal, spot))
    return Others(*session().execute(counted).one())


def _count(kind: type[Comment] | type[Proposal], spot: Spot) -> ScalarSelect[int]:
    return (
        select(func.count(kind.id))
        .join(Answer, Answer.id == kind.answer_id)
        .where(
            kind.document_id == spot.document.id,
            kind.block_id == spot.block_id,
            kind.sent_at.is_not(None),
            kind.withdrawn_at.is_(None),
            seen_by(kind, own_viewer(), now()),
        )
        .scalar_subquery()
    )
