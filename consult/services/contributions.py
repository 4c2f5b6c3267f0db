"""What comments and proposals have in common: a round, an owner, a public number, a limit."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import Comment, Person, Proposal, Round, Voice, VoiceKind
from consult.services.answers import leads
from consult.services.log import record
from consult.services.rounds import last_round, require_open_round

MAX_TEXT_BYTES = 20_000

Contribution = Comment | Proposal


def round_for(session: Session, voice: Voice, now: datetime) -> Round:
    """Organisations speak while the round is open, the office also after it."""
    if voice.kind is not VoiceKind.OFFICE:
        return require_open_round(session, voice.consultation_id, now)
    round_ = last_round(session, voice.consultation_id)
    if round_ is None:
        raise NotAllowed("There has been no round yet. Open one first.")
    return round_


def require_size(words: str, *, field: str) -> None:
    """A text field takes at most 20 kB."""
    if len(words.encode()) > MAX_TEXT_BYTES:
        raise Invalid("The text is too long. It can be at most 20 kB.", field=field)


def require_own(session: Session, contribution: Contribution, actor: Person, now: datetime) -> None:
    """The writer and the organisation's lead may change a contribution until the round closes."""
    voice = contribution.answer.voice
    if voice.kind is VoiceKind.OFFICE:
        return
    require_open_round(session, contribution.consultation_id, now)
    if contribution.author_id != actor.id and not leads(session, voice, actor):
        raise NotAllowed("Only the writer or the organisation's lead can change this.")


def withdraw(session: Session, contribution: Contribution, *, actor: Person, now: datetime) -> None:
    """What is withdrawn is not answered any more; its row and its words stay."""
    require_own(session, contribution, actor, now)
    if contribution.withdrawn_at is not None:
        raise NotAllowed("This has been withdrawn already.")
    contribution.withdrawn_at = now
    session.flush()
    log_contribution(session, "withdrawn", contribution, actor=actor, now=now)


def restore(session: Session, contribution: Contribution, *, actor: Person, now: datetime) -> None:
    """Withdrawing can be undone until the round closes."""
    require_own(session, contribution, actor, now)
    contribution.withdrawn_at = None
    session.flush()
    log_contribution(session, "restored", contribution, actor=actor, now=now)


def next_number(session: Session, kind: type[Comment] | type[Proposal], consultation_id: int) -> int:
    """Public numbers run from 1 in each consultation."""
    highest = select(func.max(kind.number)).where(kind.consultation_id == consultation_id)
    return (session.scalar(highest) or 0) + 1


def log_contribution(
    session: Session,
    what: str,
    contribution: Contribution,
    *,
    actor: Person,
    now: datetime,
    voice_id: int | None = None,
) -> None:
    """The log names the contribution by its id."""
    noun = "comment" if isinstance(contribution, Comment) else "proposal"
    record(
        session,
        f"{noun}.{what}",
        actor=actor,
        now=now,
        consultation_id=contribution.consultation_id,
        voice_id=voice_id or contribution.answer.voice_id,
        subject=noun,
        subject_id=contribution.id,
    )
