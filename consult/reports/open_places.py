"""What still waits at a version: what nobody has decided, and decisions that no version has published yet."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, distinct, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from consult.models import (
    Answer,
    Comment,
    Decision,
    DecisionItem,
    Outcome,
    Placement,
    Proposal,
    ProposalRevision,
    Version,
    Voice,
    VoiceKind,
)
from consult.reports.contributions import Noun
from consult.reports.decisions import stands, told_after


def is_unsettled(version: type[Version]) -> ColumnElement[bool]:
    """Whether anything waits at a version; a postponed answer waits for nothing more at its own version."""
    return or_(
        _open_proposals(version).exists(), _open_comments(version).exists(), _unpublished(version).exists()
    )


def count_open(session: Session, version_ids: Iterable[int] | Select[int], draft: Version) -> dict[int, int]:
    """How many proposals and comments wait for an answer, by document, in one query.

    The versions are the newest ones of some documents, `draft` that of the draft.
    """
    here = aliased(Version)
    chosen = here.id.in_(version_ids)
    document_id = here.document_id.label("document_id")
    found = union_all(
        *(
            query(here, draft.id).join(here, chosen).with_only_columns(document_id)
            for query in (_open_proposals, _open_comments)
        )
    ).subquery()
    rows = session.execute(select(found.c.document_id, func.count()).group_by(found.c.document_id))
    return dict(rows.all())


def load_open(session: Session, version: Version) -> frozenset[tuple[Noun, int]]:
    """The proposals and comments (by id) without an answer that holds at a version, in one query."""
    here = aliased(Version)
    at = here.id == version.id
    found = union_all(
        _open_proposals(here).join(here, at).add_columns(literal(Noun.PROPOSAL.value)),
        _open_comments(here).join(here, at).add_columns(literal(Noun.COMMENT.value)),
    )
    return frozenset((Noun(noun), id_) for id_, noun in session.execute(found))


def _open_proposals(version: type[Version], draft_id: int | None = None) -> Select[int]:
    """Standing proposals made on a version or carried to it, of which some change has no answer.

    With `draft_id` the version may be one of a background document beside that version of the draft.
    """
    revision, later = ProposalRevision, aliased(ProposalRevision)
    newer = select(later.id).where(later.proposal_id == Proposal.id, later.number > revision.number)
    carried = select(Placement.revision_id).where(Placement.version_id == version.id).correlate(version)
    answered = (
        select(func.count(distinct(DecisionItem.change)))
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .where(DecisionItem.revision_id == revision.id, _holds_at(version, draft_id))
        .correlate(revision, version)
        .scalar_subquery()
    )
    return (
        select(Proposal.id)
        .join(revision, revision.proposal_id == Proposal.id)
        .where(
            Proposal.document_id == version.document_id,
            *_stands(Proposal),
            or_(revision.version_id == version.id, revision.id.in_(carried)),
            ~newer.exists(),
            answered < func.json_array_length(revision.changes["changes"]),
        )
    )


def _open_comments(version: type[Version], draft_id: int | None = None) -> Select[int]:
    """Standing comments made on a version or carried to it without an answer; talk needs none."""
    carried = select(Placement.comment_id).where(Placement.version_id == version.id).correlate(version)
    answered = (
        select(DecisionItem.id)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .where(DecisionItem.comment_id == Comment.id, _holds_at(version, draft_id))
        .correlate(Comment, version)
    )
    return (
        select(Comment.id)
        .join(Answer, Answer.id == Comment.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .where(
            Comment.document_id == version.document_id,
            *_stands(Comment),
            Comment.reply_to_id.is_(None),
            Voice.kind != VoiceKind.OFFICE,
            or_(Comment.version_id == version.id, Comment.id.in_(carried)),
            ~answered.exists(),
        )
    )


def _unpublished(version: type[Version]) -> Select[int]:
    """Answers at a version of the draft, to it or to what is beside it, that only the next one tells."""
    untold = or_(
        Decision.draft_version_id == version.id,
        and_(Decision.version_id == version.id, Decision.draft_version_id.is_(None)),
    )
    return (
        select(DecisionItem.id)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .where(untold, stands(), DecisionItem.outcome != Outcome.POSTPONED)
    )


def _holds_at(version: type[Version], draft_id: int | None) -> ColumnElement[bool]:
    """A decision that stands; one that postponed counts only until it is told."""
    final = DecisionItem.outcome != Outcome.POSTPONED
    here = Decision.version_id == version.id if draft_id is None else told_after() == draft_id
    return and_(stands(), or_(here, final))


def _stands(kind: type[Comment] | type[Proposal]) -> tuple[ColumnElement[Any], ...]:
    return (kind.sent_at.is_not(None), kind.withdrawn_at.is_(None), kind.hidden_at.is_(None))
