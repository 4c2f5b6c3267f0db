"""A voice supports another voice's proposal as it is worded now."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed, NotFound
from consult.models import Person, Proposal, Support, Voice, VoiceKind
from consult.services.contributions import log_contribution, require_seen
from consult.services.rounds import require_open_round
from consult.services.senders import require_sender


def support_proposal(
    session: Session, proposal: Proposal, *, voice: Voice, actor: Person, now: datetime
) -> Support:
    """One voice supports one wording once; the office and the proposer do not support."""
    require_open_round(session, voice.consultation_id, now, voices=(voice.id,))
    if proposal.sent_at is None or proposal.consultation_id != voice.consultation_id:
        raise NotFound("The proposal was not found.")
    require_seen(session, proposal, voice, now)
    if proposal.withdrawn_at is not None:
        raise NotAllowed("This has been withdrawn already.")
    if voice.kind is VoiceKind.OFFICE or proposal.answer.voice_id == voice.id:
        raise Invalid("You cannot support your own proposal.")
    require_sender(session, voice, actor)
    current = standing_support(session, proposal, voice)
    if current is not None:
        return current
    support = Support(revision_id=proposal.current.id, voice_id=voice.id, person_id=actor.id, created_at=now)
    session.add(support)
    session.flush()
    log_contribution(session, "supported", proposal, actor=actor, now=now, voice_id=voice.id)
    return support


def withdraw_support(
    session: Session, proposal: Proposal, *, voice: Voice, actor: Person, now: datetime
) -> None:
    """Support can be taken back until the round closes."""
    require_open_round(session, voice.consultation_id, now, voices=(voice.id,))
    require_sender(session, voice, actor)
    support = standing_support(session, proposal, voice)
    if support is None:
        return
    support.withdrawn_at = now
    session.flush()
    log_contribution(session, "support-withdrawn", proposal, actor=actor, now=now, voice_id=voice.id)


def standing_support(session: Session, proposal: Proposal, voice: Voice) -> Support | None:
    """The voice's support of the current wording."""
    return session.scalar(
        select(Support).where(
            Support.revision_id == proposal.current.id,
            Support.voice_id == voice.id,
            Support.withdrawn_at.is_(None),
        )
    )
