"""A text that its makers have withdrawn can be made another voice's own proposal."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed, NotFound
from consult.models import Person, Proposal, Version, Voice
from consult.services.contributions import require_seen
from consult.services.proposals import make_proposal
from consult.services.wishes import Wish


def require_adoptable(proposal: Proposal) -> None:
    """Only a proposal that was sent and then withdrawn can be adopted; one that stands is supported."""
    if proposal.sent_at is None or proposal.hidden_at is not None:
        raise NotFound("The proposal was not found.")
    if proposal.withdrawn_at is None:
        raise NotAllowed("This proposal has not been withdrawn. You can support it.")


def adopt_proposal(
    session: Session,
    withdrawn: Proposal,
    version: Version,
    wish: Wish,
    *,
    voice: Voice,
    rationale: str,
    actor: Person,
    now: datetime,
) -> Proposal:
    """The adopting voice makes a proposal of its own, which remembers where its text came from."""
    require_adoptable(withdrawn)
    if withdrawn.consultation_id != voice.consultation_id:
        raise NotFound("The proposal was not found.")
    if withdrawn.answer.voice_id == voice.id:
        raise Invalid("This is your own proposal. Bring it back instead.", field="voice")
    require_seen(session, withdrawn, voice, now)
    return make_proposal(
        session,
        version,
        wish,
        voice=voice,
        rationale=rationale,
        actor=actor,
        now=now,
        adopted_from=withdrawn,
    )
