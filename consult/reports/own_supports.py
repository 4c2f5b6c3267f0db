"""The proposals of others that a reader's own voices support."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from consult.models import Answer, Proposal, ProposalRevision, Support, Voice


@dataclass(frozen=True)
class OwnSupport:
    """One support that stands; another wording of the proposal asks for it again."""

    number: int
    made_by: str
    created_at: datetime
    is_of_current: bool


def load_own_supports(session: Session, voice_ids: Iterable[int]) -> Mapping[int, Sequence[OwnSupport]]:
    """By own voice, in the order of the proposals' numbers, in one query."""
    maker, newest = aliased(Voice), aliased(ProposalRevision)
    current = select(func.max(newest.id)).where(newest.proposal_id == Proposal.id).scalar_subquery()
    rows = session.execute(
        select(
            Support.voice_id, Proposal.number, maker.name, Support.created_at, current == Support.revision_id
        )
        .join(ProposalRevision, ProposalRevision.id == Support.revision_id)
        .join(Proposal, Proposal.id == ProposalRevision.proposal_id)
        .join(Answer, Answer.id == Proposal.answer_id)
        .join(maker, maker.id == Answer.voice_id)
        .where(
            Support.voice_id.in_(set(voice_ids)),
            Support.withdrawn_at.is_(None),
            Proposal.withdrawn_at.is_(None),
        )
        .order_by(Proposal.number)
    )
    found: dict[int, list[OwnSupport]] = defaultdict(list)
    for voice_id, number, name, created_at, is_current in rows:
        found[voice_id].append(OwnSupport(number, name, created_at, bool(is_current)))
    return found
