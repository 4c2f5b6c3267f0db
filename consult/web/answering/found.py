"""Comments and proposals by their public number, as far as the reader sees them."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from consult.errors import NotFound
from consult.models import Answer, ArrivedPart, Comment, Proposal
from consult.reports.visibility import Viewer, seen_by
from consult.web.answering.entering import entering
from consult.web.answering.speaking import own_voices
from consult.web.current import consultation, now, session
from consult.web.loading import NO_SUCH_PAGE


def own_viewer() -> Viewer:
    """The reader with every voice of theirs."""
    place = consultation()
    if entering() is not None:
        return Viewer(place.id, place.visibility, is_agent=True)
    return Viewer(place.id, place.visibility, frozenset(voice.id for voice in own_voices()))


def found_comment(number: int) -> Comment:
    """The comment of that number, if the reader sees it."""
    comment = session().scalar(
        select(Comment)
        .join(Answer, Answer.id == Comment.answer_id)
        .options(selectinload(Comment.revisions), joinedload(Comment.answer).joinedload(Answer.voice))
        .where(Comment.number == number, _is_here(Comment))
    )
    if comment is None:
        raise NotFound(NO_SUCH_PAGE)
    return comment


def found_proposal(number: int) -> Proposal:
    """The proposal of that number, if the reader sees it."""
    proposal = session().scalar(
        select(Proposal)
        .join(Answer, Answer.id == Proposal.answer_id)
        .options(selectinload(Proposal.revisions), joinedload(Proposal.answer).joinedload(Answer.voice))
        .where(Proposal.number == number, _is_here(Proposal))
    )
    if proposal is None:
        raise NotFound(NO_SUCH_PAGE)
    return proposal


def _is_here(kind: type[Comment] | type[Proposal]) -> ColumnElement[bool]:
    """What the reader sees; where something is being entered, only what belongs to it."""
    arrival = entering()
    if arrival is None:
        return seen_by(kind, own_viewer(), now())
    part = ArrivedPart.comment_id if kind is Comment else ArrivedPart.proposal_id
    return kind.id.in_(select(part).where(ArrivedPart.arrival_id == arrival.id, part.is_not(None)))
