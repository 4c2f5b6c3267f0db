"""Identical wishes of several members are joined by the lead: one stays, the others are left out."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict, NotAllowed
from consult.models import Comment, Person, Proposal, ProposalRevision, Voice
from consult.services.answers import unsent
from consult.services.contributions import Contribution, log_contribution
from consult.services.limits import MAX_TEXT_BYTES
from consult.services.proposals import wish_of_words
from consult.services.rounds import require_open_round
from consult.services.senders import leads


def wish_key(said: Contribution) -> Hashable:
    """The same for comments with the same words on a block, and for proposals of the same change."""
    if isinstance(said, Comment):
        words = " ".join(said.current.text.casefold().split())
        return ("comment", said.version_id, said.block_id, said.reply_to_id, said.current.kind, words)
    return ("proposal", said.current.version_id, wish_of_words(said))


def identical(said: Iterable[Contribution]) -> list[list[Contribution]]:
    """The groups of more than one that wish the same, each in order of writing."""
    groups: dict[Hashable, list[Contribution]] = defaultdict(list)
    for one in said:
        groups[wish_key(one)].append(one)
    return [group for group in groups.values() if len(group) > 1]


def join_wishes(session: Session, voice: Voice, kept: Contribution, *, actor: Person, now: datetime) -> int:
    """What wishes the same is left out, its reasons come to the one that stays; how many were left out."""
    if not leads(session, voice, actor):
        raise NotAllowed("Only the organisation's lead can join what others have written.")
    round_ = require_open_round(session, voice.consultation_id, now, voices=(voice.id,))
    waiting = unsent(session, voice, round_, person=actor)
    group = _group_of(kept, [*waiting.comments, *waiting.proposals])
    for other in group:
        other.withdrawn_at = now
        log_contribution(session, "joined", other, actor=actor, now=now, voice_id=voice.id)
    if isinstance(kept, Proposal):
        _gather_reasons(session, kept, group, actor=actor, now=now)
    session.flush()
    return len(group)


def _group_of(kept: Contribution, waiting: Sequence[Contribution]) -> list[Contribution]:
    """Everything that waits and wishes the same as what is kept."""
    others = [one for one in waiting if one is not kept and wish_key(one) == wish_key(kept)]
    if kept not in waiting or not others:
        raise Conflict("These no longer wish the same. Look at them again.")
    return others


def _gather_reasons(
    session: Session, kept: Proposal, others: Sequence[Contribution], *, actor: Person, now: datetime
) -> None:
    """Each reason once, in order; those that no longer fit are left where they were written."""
    reasons = [kept.current.rationale]
    for other in others:
        if isinstance(other, Proposal) and other.current.rationale not in reasons:
            reasons.append(other.current.rationale)
    words = "\n\n".join(reasons)
    if len(reasons) == 1 or len(words.encode()) > MAX_TEXT_BYTES:
        return
    kept.revisions.append(
        ProposalRevision(
            number=kept.current.number + 1,
            version_id=kept.current.version_id,
            changes=kept.current.changes,
            rationale=words,
            created_at=now,
        )
    )
    session.flush()
    log_contribution(session, "revised", kept, actor=actor, now=now)
