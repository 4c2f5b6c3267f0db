"""What comments and proposals have in common: a round, an owner, a public number, a limit."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import (
    BY_AGENT,
    Answer,
    Arrival,
    Comment,
    Consultation,
    Decision,
    DecisionItem,
    Document,
    DocumentRole,
    Outcome,
    Person,
    Proposal,
    ProposalRevision,
    Round,
    Version,
    Voice,
    VoiceKind,
)
from consult.reports.decisions import stands
from consult.reports.open_blocks import load_open_blocks
from consult.reports.openings import Opening, load_opening
from consult.reports.texts import load_text
from consult.reports.visibility import Viewer, seen_by
from consult.services.arrivals import is_entered, require_enterable
from consult.services.log import record
from consult.services.rounds import last_round, require_open_round
from consult.services.senders import leadership, require_sender
from consult.services.submissions import require_not_filed
from consult.services.voices import is_agency, require_voice

MAX_TEXT_BYTES = 20_000
NOT_FOUND = {"comment": "The comment was not found.", "proposal": "The proposal was not found."}

Contribution = Comment | Proposal


def round_for(session: Session, voice: Voice, now: datetime, *, arrival: Arrival | None = None) -> Round:
    """Organisations speak while the round is open, the agent also after it, until the text is filed.

    What the agent enters for an organisation may have arrived in time and be entered later.
    """
    if arrival is not None:
        return require_enterable(session, voice.consultation_id, now)
    if voice.kind not in BY_AGENT:
        return require_open_round(session, voice.consultation_id, now, voices=(voice.id,))
    require_not_filed(session, voice.consultation_id)
    round_ = last_round(session, voice.consultation_id, opened_by=now)
    if round_ is None:
        raise NotAllowed("There has been no round yet. Open one first.")
    return round_


def require_open_blocks(
    session: Session, version: Version, blocks: Iterable[str], *, voice: Voice, now: datetime
) -> None:
    """In a narrow round organisations speak of changed blocks of the draft only; the office of all."""
    round_ = load_opening(session, voice.consultation_id, now).round
    if voice.kind is VoiceKind.OFFICE or round_ is None or not round_.is_narrow:
        return
    if session.get_one(Document, version.document_id).role is not DocumentRole.DRAFT:
        return
    found = load_open_blocks(session, round_, version.id)
    if found is not None and not found.issuperset(blocks):
        raise narrow_refusal()


def narrow_refusal() -> NotAllowed:
    """Why an unchanged block cannot be spoken of."""
    return NotAllowed("In this round only the changed blocks are open. This block has not changed.")


def require_size(words: str, *, field: str) -> None:
    """A text field takes at most 20 kB."""
    if len(words.encode()) > MAX_TEXT_BYTES:
        raise Invalid("The text is too long. It can be at most 20 kB.", field=field)


def require_newest(
    session: Session, version: Version, consultation_id: int, *, blocks: tuple[str, ...], ours: str
) -> None:
    """Only the newest version of a document of this consultation is spoken of; else both texts are told."""
    newest = session.scalar(
        select(Version)
        .join(Document)
        .where(Document.id == version.document_id, Document.consultation_id == consultation_id)
        .order_by(Version.number.desc())
        .limit(1)
    )
    if newest is None:
        raise NotFound("The document was not found.")
    if newest.id != version.id:
        by_id = load_text(session, newest.id).by_id
        theirs = "\n\n".join(by_id[block].text.replace(text.OBJECT, "") for block in blocks if block in by_id)
        raise Conflict("A new version has been published. Your text is below.", ours=ours, theirs=theirs)


def require_seen(session: Session, contribution: Contribution, voice: Voice, now: datetime) -> None:
    """What a voice does not see does not exist for it."""
    consultation = session.get_one(Consultation, voice.consultation_id)
    viewer = Viewer(consultation.id, consultation.visibility, frozenset({voice.id}))
    kind = type(contribution)
    seen = (
        select(kind.id)
        .join(Answer, Answer.id == kind.answer_id)
        .where(kind.id == contribution.id, seen_by(kind, viewer, now))
    )
    if session.scalar(seen) is None:
        noun = "comment" if isinstance(contribution, Comment) else "proposal"
        raise NotFound(NOT_FOUND[noun])


def require_own(
    session: Session,
    contribution: Contribution,
    actor: Person,
    now: datetime,
    *,
    opening: Opening | None = None,
) -> None:
    """The writer and the organisation's lead may change what is not answered while a round is open.

    The agent may change what was entered on behalf of an organisation. `opening` is what was read already.
    """
    is_for_others, is_lead, is_answered_ = session.execute(
        select(
            is_agency(contribution.consultation_id, actor.id).exists(),
            leadership(contribution.answer.voice, actor).exists(),
            _answering(contribution).exists(),
        )
    ).one()
    if is_for_others and is_entered(session, contribution):
        require_enterable(session, contribution.consultation_id, now)
        _require_unanswered(is_answered_)
        return
    voice = require_voice(session, contribution.consultation_id, contribution.answer.voice_id, actor)
    if voice.kind is VoiceKind.OFFICE:
        require_not_filed(session, contribution.consultation_id)
    else:
        require_open_round(session, contribution.consultation_id, now, voices=(voice.id,), opening=opening)
        if contribution.author_id != actor.id and not is_lead:
            raise NotAllowed("Only the writer or the organisation's lead can change this.")
        if contribution.sent_at is not None:
            require_sender(session, voice, actor)
    _require_unanswered(is_answered_)


def _require_unanswered(is_answered_: object) -> None:
    if is_answered_:
        raise NotAllowed("This has been answered. Write a new one instead.")


def is_answered(session: Session, contribution: Contribution) -> bool:
    """Whether a decision that stands has answered it for good."""
    return session.scalar(_answering(contribution).limit(1)) is not None


def _answering(contribution: Contribution) -> Select[int]:
    """The decisions that have answered it for good."""
    is_final = DecisionItem.outcome != Outcome.POSTPONED
    answered = select(DecisionItem.id).join(Decision).where(is_final, stands())
    if isinstance(contribution, Comment):
        return answered.where(DecisionItem.comment_id == contribution.id)
    return answered.join(ProposalRevision).where(ProposalRevision.proposal_id == contribution.id)


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
    actor: Person | None,
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
