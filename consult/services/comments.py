"""Comments on a block, and replies to them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult import text
from consult.errors import Conflict, Invalid, NotFound
from consult.models import (
    Answer,
    Comment,
    CommentKind,
    CommentRevision,
    Person,
    Version,
    Voice,
    VoiceKind,
)
from consult.reports.texts import load_text
from consult.services.answers import answer_for
from consult.services.contributions import (
    log_contribution,
    next_number,
    require_own,
    require_size,
    round_for,
)


def make_comment(
    session: Session,
    version: Version,
    block_id: str,
    *,
    voice: Voice,
    kind: CommentKind,
    words: str,
    actor: Person,
    now: datetime,
    reply_to: Comment | None = None,
) -> Comment:
    """A comment is saved in its voice's answer and is seen by others once the answer is sent."""
    _check_words(words)
    round_ = round_for(session, voice, now)
    base = load_text(session, version.id)
    block = base.by_id.get(block_id)
    if block is None:
        raise Conflict("The block is no longer in the draft. Your text is below.", ours=words)
    if reply_to is not None:
        _check_thread(reply_to, voice)
    comment = Comment(
        consultation_id=voice.consultation_id,
        number=next_number(session, Comment, voice.consultation_id),
        answer_id=answer_for(session, voice, round_, now=now).id,
        author_id=actor.id,
        document_id=version.document_id,
        version_id=version.id,
        block_id=block_id,
        anchor=text.anchor_of(base, block_id, 0, len(block.text)).to_json(),
        reply_to_id=reply_to.id if reply_to else None,
        created_at=now,
        sent_at=now if voice.kind is VoiceKind.OFFICE else None,
    )
    comment.revisions = [CommentRevision(number=1, kind=kind, text=words, created_at=now)]
    session.add(comment)
    session.flush()
    log_contribution(session, "made", comment, actor=actor, now=now, voice_id=voice.id)
    return comment


def revise_comment(
    session: Session, comment: Comment, *, kind: CommentKind, words: str, actor: Person, now: datetime
) -> None:
    """Until the round closes a comment's words can change; the earlier ones are kept."""
    _check_words(words)
    require_own(session, comment, actor, now)
    comment.revisions.append(
        CommentRevision(number=comment.current.number + 1, kind=kind, text=words, created_at=now)
    )
    session.flush()
    log_contribution(session, "revised", comment, actor=actor, now=now)


def load_comment(session: Session, consultation_id: int, number: int) -> Comment:
    """A comment by its public number, with its words and voice."""
    comment = session.scalar(
        select(Comment)
        .options(selectinload(Comment.revisions), joinedload(Comment.answer).joinedload(Answer.voice))
        .where(Comment.consultation_id == consultation_id, Comment.number == number)
    )
    if comment is None:
        raise NotFound("The comment was not found.")
    return comment


def _check_words(words: str) -> None:
    if not words:
        raise Invalid("Write a comment. One sentence is enough.", field="text")
    require_size(words, field="text")


def _check_thread(reply_to: Comment, voice: Voice) -> None:
    """Replies are one level deep, and only what has been sent can be replied to."""
    elsewhere = reply_to.consultation_id != voice.consultation_id
    if elsewhere or reply_to.reply_to_id is not None or reply_to.sent_at is None:
        raise NotFound("The comment was not found.")
