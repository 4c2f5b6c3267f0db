"""Comments and proposals by their public number, as far as the reader sees them."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from consult.errors import NotFound
from consult.models import Answer, Comment, Proposal
from consult.reports.visibility import Viewer, seen_by
from consult.web.answering.speaking import own_voices
from consult.web.current import consultation, now, session
from consult.web.loading import NO_SUCH_PAGE


def own_viewer() -> Viewer:
    """The reader with every voice of theirs."""
    place = consultation()
    return Viewer(place.id, place.visibility, frozenset(voice.id for voice in own_voices()))


def found_comment(number: int) -> Comment:
    """The comment of that number, if the reader sees it."""
    comment = session().scalar(
        select(Comment)
        .join(Answer, Answer.id == Comment.answer_id)
        .options(selectinload(Comment.revisions), joinedload(Comment.answer).joinedload(Answer.voice))
        .where(Comment.number == number, seen_by(Comment, own_viewer(), now()))
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
        .where(Proposal.number == number, seen_by(Proposal, own_viewer(), now()))
    )
    if proposal is None:
        raise NotFound(NO_SUCH_PAGE)
    return proposal
