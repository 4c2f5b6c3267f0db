"""What has been answered for good at a version that stays the newest, as background documents do."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.models import Decision, DecisionItem, Outcome, Version
from consult.reports.decisions import stands, told_after
from consult.reports.in_play import ProposalInPlay


@dataclass(frozen=True)
class Told:
    """Changes and comments whose answers an earlier version of the draft has told."""

    changes: frozenset[text.Member] = frozenset()
    comments: frozenset[int] = frozenset()


def load_told(session: Session, version: Version, draft: Version) -> Told:
    """In one query, for a background document; a draft carries only what is open to its next version."""
    if draft.document_id == version.document_id:
        return Told()
    rows = session.execute(
        select(DecisionItem.revision_id, DecisionItem.change, DecisionItem.comment_id)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .where(
            Decision.version_id == version.id,
            told_after() != draft.id,
            stands(),
            DecisionItem.outcome != Outcome.POSTPONED,
        )
    ).all()
    return Told(
        frozenset(text.Member(str(revision), change) for revision, change, _ in rows if change is not None),
        frozenset(comment for _, _, comment in rows if comment is not None),
    )


def without_told(proposal: ProposalInPlay, told: Told) -> ProposalInPlay:
    """The proposal with the changes that still wait for an answer."""
    if not told.changes:
        return proposal
    every = proposal.changes.changes
    left = tuple(change for change in every if text.Member(proposal.key, change.index) not in told.changes)
    if len(left) == len(every):
        return proposal
    return replace(proposal, changes=text.Proposal(key=proposal.key, changes=left))
