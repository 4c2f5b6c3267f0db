"""The organisation corrects what was entered on its behalf, with the link of the confirmation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult import text
from consult.errors import Invalid
from consult.models import (
    Answer,
    Arrival,
    Comment,
    CommentRevision,
    CorrectionLink,
    Proposal,
    ProposalRevision,
    Round,
    Sending,
    Stance,
    Voice,
)
from consult.reports.texts import load_text
from consult.services.arrivals import parts_of
from consult.services.contributions import is_answered, log_contribution
from consult.services.limits import require_size
from consult.services.log import record
from consult.services.rounds import require_open_round
from consult.services.secrets import derive_secret, hash_secret
from consult.services.wish_of import wish_of
from consult.services.wishes import Add, Reword, Wish, changes_for, words_of
from consult.text.placeholders import LANGUAGES


@dataclass(frozen=True)
class Correction:
    """What one part should be: None leaves the words or the reason as they are."""

    words: str | None = None
    rationale: str | None = None
    is_left_out: bool = False


def mint_correction(session: Session, link_id: int, *, key: str) -> str:
    """The secret of a mail that is about to leave; a second copy of the mail carries the same one."""
    link = session.get_one(CorrectionLink, link_id)
    secret = derive_secret(key, "correction", link.id, link.arrival_id, link.created_at.isoformat())
    link.link_hash = hash_secret(secret)
    session.flush()
    return secret


def find_correction(session: Session, consultation_id: int, secret: str, *, now: datetime) -> Arrival | None:
    """What a link corrects, while its round is open; looking changes nothing."""
    return session.scalar(
        select(Arrival)
        .join(CorrectionLink, CorrectionLink.arrival_id == Arrival.id)
        .join(Answer, Answer.id == Arrival.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .join(Round, Round.id == Answer.round_id)
        .options(joinedload(Arrival.answer).joinedload(Answer.voice))
        .where(
            CorrectionLink.link_hash == hash_secret(secret),
            Voice.consultation_id == consultation_id,
            Round.opens_at <= now,
            Round.closes_at > now,
        )
    )


def correct_arrival(
    session: Session,
    arrival: Arrival,
    corrections: Iterable[tuple[Comment | Proposal, Correction]],
    *,
    stance: Stance | None,
    now: datetime,
) -> Sending:
    """A new sending in the organisation's name; the earlier words and the earlier sending stay as rows."""
    voice = arrival.answer.voice
    require_open_round(session, voice.consultation_id, now)
    for part, correction in corrections:
        if not is_answered(session, part):
            _correct(session, part, correction, now=now)
    if parts_of(session, arrival) and stance is Stance.NO_REMARKS:
        raise Invalid("You have remarks. Choose another stance or withdraw them.", field="stance")
    arrival.answer.sent_at = now
    sending = Sending(answer_id=arrival.answer_id, person_id=None, stance=stance, sent_at=now)
    session.add(sending)
    session.flush()
    record(
        session,
        "answer.corrected",
        actor=None,
        now=now,
        consultation_id=voice.consultation_id,
        voice_id=voice.id,
        subject="arrival",
        subject_id=arrival.id,
    )
    return sending


def wish_in(session: Session, proposal: Proposal, *, language: str) -> Wish:
    """What a proposal asks for, against the text it was made on, as the reader's form shows it."""
    current = proposal.current
    base, changes = load_text(session, current.version_id), text.Proposal.from_json(current.changes)
    return wish_of(base, proposal.kind, proposal.block_id, changes, language=language)


def _correct(session: Session, part: Comment | Proposal, correction: Correction, *, now: datetime) -> None:
    if correction.is_left_out:
        part.withdrawn_at = now
        session.flush()
        log_contribution(session, "withdrawn", part, actor=None, now=now, voice_id=_voice_id(session, part))
        return
    is_changed = (
        _reword_comment(part, correction, now)
        if isinstance(part, Comment)
        else _reword_proposal(session, part, correction, now)
    )
    session.flush()
    if is_changed:
        log_contribution(session, "revised", part, actor=None, now=now, voice_id=_voice_id(session, part))


def _reword_comment(comment: Comment, correction: Correction, now: datetime) -> bool:
    words, current = correction.words, comment.current
    if words is None or words == current.text:
        return False
    if not words:
        raise Invalid("Write a comment. One sentence is enough.", field=f"words-comment-{comment.number}")
    require_size(words, field=f"words-comment-{comment.number}")
    comment.revisions.append(
        CommentRevision(number=current.number + 1, kind=current.kind, text=words, created_at=now)
    )
    return True


def _reword_proposal(session: Session, proposal: Proposal, correction: Correction, now: datetime) -> bool:
    current = proposal.current
    changes, rationale = current.changes, current.rationale
    wishes = [wish_in(session, proposal, language=language) for language in LANGUAGES]
    field = f"words-proposal-{proposal.number}"
    if correction.words is not None and correction.words not in map(words_of, wishes):
        try:
            changes = _rewritten(session, proposal, wishes[0], correction.words)
        except Invalid as error:
            raise Invalid(error.message, field=field, **error.params) from error
    if correction.rationale is not None:
        rationale = correction.rationale
        require_size(rationale, field=f"reason-{proposal.number}")
        if not rationale:
            raise Invalid("Write a reason. One sentence is enough.", field=f"reason-{proposal.number}")
    if (changes, rationale) == (current.changes, current.rationale):
        return False
    proposal.revisions.append(
        ProposalRevision(
            number=current.number + 1,
            version_id=current.version_id,
            changes=changes,
            rationale=rationale,
            created_at=now,
        )
    )
    return True


def _rewritten(session: Session, proposal: Proposal, wish: Wish, words: str) -> Any:
    """The changes of the same wish with other words; a removal and a move have none."""
    current = proposal.current
    if not isinstance(wish, Reword | Add):
        return current.changes
    base, earlier = load_text(session, current.version_id), text.Proposal.from_json(current.changes)
    return changes_for(base, replace(wish, words=words), earlier=earlier).to_json()


def _voice_id(session: Session, part: Comment | Proposal) -> int:
    return session.get_one(Answer, part.answer_id).voice_id
