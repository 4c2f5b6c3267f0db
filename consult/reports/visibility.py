"""Who sees whose comments and proposals: one rule for pages, fragments, lists, counts and files."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from consult.models import (
    Answer,
    ArrivedPart,
    Comment,
    Decision,
    DecisionItem,
    OptionChoice,
    OptionPosition,
    Proposal,
    ProposalRevision,
    Round,
    Support,
    VersionChoice,
    Visibility,
)
from consult.reports.decisions import is_published, stands


@dataclass(frozen=True)
class Viewer:
    """Who looks: the voices they belong to, and whether they are the agent."""

    consultation_id: int
    visibility: Visibility
    voice_ids: frozenset[int] = frozenset()
    is_agent: bool = False


def seen_by(kind: type[Comment] | type[Proposal], viewer: Viewer, now: datetime) -> ColumnElement[bool]:
    """The rows a viewer may see, for a query on `kind` joined with its Answer.

    One's own voice sees everything it has saved, but for what the agent is still entering for it. The
    agent sees what has been sent. Others see what has been sent and neither withdrawn nor hidden, when the
    consultation's visibility says so, and always once a published version has answered it. A voice that
    stands behind a proposal still sees it when its makers have withdrawn it.
    """
    own = said_inside(kind, viewer) if viewer.voice_ids else false()
    sent = kind.sent_at.is_not(None)
    here = kind.consultation_id == viewer.consultation_id
    if viewer.is_agent:
        return and_(here, or_(own, sent))
    shown = and_(sent, kind.hidden_at.is_(None))
    timely = or_(_timely(viewer.visibility, now), _is_answered(kind))
    stands_now: ColumnElement[bool] = kind.withdrawn_at.is_(None)
    if kind is Proposal and viewer.voice_ids:
        stands_now = or_(stands_now, _is_supported(viewer))
    return and_(here, or_(own, and_(shown, stands_now, timely)))


def positions_seen_by(viewer: Viewer, now: datetime) -> ColumnElement[bool]:
    """The positions on options a viewer may see, for a query on them joined with Answer.

    They are sent when they are stated. One's own voice and the agent see them, others when the
    consultation's visibility says so, and always once a version has been published with a choice.
    """
    if viewer.is_agent:
        return true()
    own = Answer.voice_id.in_(viewer.voice_ids) if viewer.voice_ids else false()
    told = exists(
        select(VersionChoice.version_id)
        .join(OptionChoice)
        .where(
            OptionChoice.consultation_id == viewer.consultation_id,
            VersionChoice.question == OptionPosition.question,
        )
    )
    return or_(own, _timely(viewer.visibility, now), told)


def said_inside(kind: type[Comment] | type[Proposal], viewer: Viewer) -> ColumnElement[bool]:
    """What the viewer's own voices have saved, sent or not."""
    return Answer.voice_id.in_(viewer.voice_ids) & ~is_being_entered(kind)


@cache
def is_being_entered(kind: type[Comment] | type[Proposal]) -> ColumnElement[bool]:
    """The agent enters it on behalf of an organisation and has not sent it: only that page shows it."""
    entered = aliased(ArrivedPart)
    part = entered.comment_id if kind is Comment else entered.proposal_id
    return kind.sent_at.is_(None) & exists(select(entered.id).where(part == kind.id))


def _is_supported(viewer: Viewer) -> ColumnElement[bool]:
    """One of the viewer's voices supports some wording of it."""
    return exists(
        select(Support.id)
        .join(ProposalRevision, ProposalRevision.id == Support.revision_id)
        .where(
            ProposalRevision.proposal_id == Proposal.id,
            Support.voice_id.in_(viewer.voice_ids),
            Support.withdrawn_at.is_(None),
        )
    )


def _timely(visibility: Visibility, now: datetime) -> ColumnElement[bool]:
    if visibility is Visibility.SENT:
        return true()
    if visibility is Visibility.CLOSED:
        closed = select(Round.id).where(Round.closes_at <= now)
        return Answer.round_id.in_(closed)
    return false()


@cache
def _is_answered(kind: type[Comment] | type[Proposal]) -> ColumnElement[bool]:
    """A version of the draft was published after the one at which the decision that stands was made."""
    answered = select(DecisionItem.id).join(Decision).where(stands(), is_published())
    if kind is Comment:
        return exists(answered.where(DecisionItem.comment_id == Comment.id))
    return exists(
        answered.join(ProposalRevision, ProposalRevision.id == DecisionItem.revision_id).where(
            ProposalRevision.proposal_id == Proposal.id
        )
    )
