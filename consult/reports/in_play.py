"""The proposals and comments that wait for an answer at one version of a document."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from consult import text
from consult.models import (
    Answer,
    Clarification,
    Comment,
    CommentRevision,
    Placement,
    PlacementOutcome,
    Proposal,
    ProposalKind,
    ProposalRevision,
    Support,
    Version,
    Voice,
    VoiceKind,
)


@dataclass(frozen=True)
class ProposalInPlay:
    """A proposal as it stands against a version.

    `changes` are the changes that can be decided there, `lost` the outcome of those that could not
    be carried over from the version they were made on, where `original` is what was proposed.
    """

    revision_id: int
    proposal_id: int
    number: int
    kind: ProposalKind
    voice_id: int
    voice: str
    is_office: bool
    rationale: str
    sent_at: datetime
    made_on: int
    block_id: str
    original: text.Proposal
    changes: text.Proposal
    lost: Mapping[int, PlacementOutcome] = field(default_factory=dict)
    outcome: PlacementOutcome | None = None
    supporters: tuple[str, ...] = ()
    is_waiting: bool = False

    @property
    def key(self) -> str:
        """What the engine calls it."""
        return str(self.revision_id)


@dataclass(frozen=True)
class CommentInPlay:
    """A comment that has not been answered, on the block it hangs on in this version."""

    comment_id: int
    number: int
    voice_id: int
    voice: str
    kind: str
    words: str
    block_id: str
    sent_at: datetime
    made_on: int
    outcome: PlacementOutcome | None = None
    is_waiting: bool = False


def load_proposals(session: Session, version: Version) -> tuple[ProposalInPlay, ...]:
    """Sent, standing proposals against this version, in order of arrival: made on it or carried to it."""
    newest = _newest_revisions()
    rows = session.execute(
        select(Proposal, ProposalRevision, Voice, Placement, _waits(Clarification.proposal_id == Proposal.id))
        .join(newest, newest.c.proposal_id == Proposal.id)
        .join(
            ProposalRevision,
            and_(
                ProposalRevision.proposal_id == Proposal.id,
                ProposalRevision.number == newest.c.number,
            ),
        )
        .join(Answer, Answer.id == Proposal.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .outerjoin(
            Placement,
            and_(Placement.revision_id == ProposalRevision.id, Placement.version_id == version.id),
        )
        .where(
            Proposal.document_id == version.document_id,
            Proposal.sent_at.is_not(None),
            Proposal.withdrawn_at.is_(None),
            Proposal.hidden_at.is_(None),
            or_(
                ProposalRevision.version_id == version.id,
                and_(Placement.id.is_not(None), Placement.changes.is_not(None)),
            ),
        )
        .order_by(Proposal.sent_at, Proposal.number)
    ).all()
    supporters = _supporters(session, [row.ProposalRevision.id for row in rows])
    return tuple(
        _proposal(proposal, revision, voice, placement, supporters, is_waiting=bool(waits))
        for proposal, revision, voice, placement, waits in rows
    )


def load_comments(session: Session, version: Version) -> tuple[CommentInPlay, ...]:
    """Sent, standing, unanswered comments on this version, in order of arrival; replies are not counted."""
    first = aliased(CommentRevision)
    newest = (
        select(first.comment_id, func.max(first.number).label("number")).group_by(first.comment_id).subquery()
    )
    rows = session.execute(
        select(Comment, CommentRevision, Voice, Placement, _waits(Clarification.comment_id == Comment.id))
        .join(newest, newest.c.comment_id == Comment.id)
        .join(
            CommentRevision,
            and_(CommentRevision.comment_id == Comment.id, CommentRevision.number == newest.c.number),
        )
        .join(Answer, Answer.id == Comment.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .outerjoin(Placement, and_(Placement.comment_id == Comment.id, Placement.version_id == version.id))
        .where(
            Comment.document_id == version.document_id,
            Comment.sent_at.is_not(None),
            Comment.withdrawn_at.is_(None),
            Comment.hidden_at.is_(None),
            Comment.reply_to_id.is_(None),
            Voice.kind != VoiceKind.OFFICE,
            or_(Comment.version_id == version.id, Placement.id.is_not(None)),
        )
        .order_by(Comment.sent_at, Comment.number)
    ).all()
    return tuple(
        _comment(comment, revision, voice, placement, is_waiting=bool(waits))
        for comment, revision, voice, placement, waits in rows
    )


def _comment(
    comment: Comment,
    revision: CommentRevision,
    voice: Voice,
    placement: Placement | None,
    *,
    is_waiting: bool,
) -> CommentInPlay:
    carried_to = placement.block_id if placement is not None else None
    return CommentInPlay(
        comment_id=comment.id,
        number=comment.number,
        voice_id=voice.id,
        voice=voice.name,
        kind=revision.kind.value,
        words=revision.text,
        block_id=carried_to or comment.block_id,
        sent_at=comment.sent_at or comment.created_at,
        made_on=comment.version_id,
        outcome=placement.outcome if placement is not None else None,
        is_waiting=is_waiting,
    )


def _proposal(
    proposal: Proposal,
    revision: ProposalRevision,
    voice: Voice,
    placement: Placement | None,
    supporters: Mapping[int, Sequence[str]],
    *,
    is_waiting: bool,
) -> ProposalInPlay:
    carried = placement.changes if placement is not None and placement.changes else None
    original = text.Proposal.from_json(revision.changes)
    changes = text.Proposal.from_json(carried["proposal"]) if carried else original
    lost = carried["lost"] if carried else {}
    return ProposalInPlay(
        revision_id=revision.id,
        proposal_id=proposal.id,
        number=proposal.number,
        kind=proposal.kind,
        voice_id=voice.id,
        voice=voice.name,
        is_office=voice.kind is VoiceKind.OFFICE,
        rationale=revision.rationale,
        sent_at=proposal.sent_at or revision.created_at,
        made_on=revision.version_id,
        block_id=proposal.block_id,
        original=original,
        changes=text.Proposal(key=str(revision.id), changes=changes.changes),
        lost={int(index): PlacementOutcome(outcome) for index, outcome in lost.items()},
        outcome=placement.outcome if placement else None,
        supporters=tuple(supporters.get(revision.id, ())),
        is_waiting=is_waiting,
    )


def _newest_revisions() -> Subquery:
    """The number of each proposal's newest revision."""
    each = aliased(ProposalRevision)
    return (
        select(each.proposal_id, func.max(each.number).label("number")).group_by(each.proposal_id).subquery()
    )


def _supporters(session: Session, revision_ids: Sequence[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(Support.revision_id, Voice.name)
        .join(Voice, Voice.id == Support.voice_id)
        .where(Support.revision_id.in_(revision_ids), Support.withdrawn_at.is_(None))
        .order_by(Voice.name)
    )
    for revision_id, name in rows:
        names[revision_id].append(name)
    return names


def _waits(about: ColumnElement[bool]) -> ScalarSelect[bool]:
    """Whether the newest clarification about something is a question without a reply; NULL without any."""
    return (
        select(Clarification.is_question)
        .where(about)
        .order_by(Clarification.id.desc())
        .limit(1)
        .scalar_subquery()
    )
