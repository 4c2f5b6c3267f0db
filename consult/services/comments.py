"""Comments on a block, and replies to them."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult import text
from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import (
    Answer,
    Arrival,
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
from consult.services.arrivals import keep_part
from consult.services.contributions import (
    log_contribution,
    next_number,
    require_newest,
    require_open_blocks,
    require_own,
    require_seen,
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
    arrival: Arrival | None = None,
) -> Comment:
    """A comment is saved in its voice's answer and is seen by others once the answer is sent."""
    _check_words(words)
    round_ = round_for(session, voice, now, arrival=arrival)
    require_newest(session, version, voice.consultation_id, blocks=(block_id,), ours=words)
    base = load_text(session, version.id)
    block = base.by_id.get(block_id)
    if block is None:
        raise Conflict("The block is no longer in the draft. Your text is below.", ours=words)
    require_open_blocks(session, version, (block_id,), voice=voice, now=now)
    if reply_to is not None:
        _check_thread(session, reply_to, voice, now)
    answer = answer_for(session, voice, round_, now=now)
    author = None if arrival else actor
    twin = _twin(session, answer, block_id, kind=kind, words=words, actor=author, reply_to=reply_to)
    if twin is not None:
        return twin
    comment = Comment(
        consultation_id=voice.consultation_id,
        number=next_number(session, Comment, voice.consultation_id),
        answer_id=answer.id,
        author_id=None if arrival else actor.id,
        document_id=version.document_id,
        version_id=version.id,
        block_id=block_id,
        anchor=asdict(text.anchor_of(base, block_id, 0, len(block.text))),
        reply_to_id=reply_to.id if reply_to else None,
        created_at=now,
        sent_at=now if voice.kind is VoiceKind.OFFICE else None,
    )
    comment.revisions = [CommentRevision(number=1, kind=kind, text=words, created_at=now)]
    session.add(comment)
    session.flush()
    if arrival is not None:
        keep_part(session, arrival, comment)
    log_contribution(session, "made", comment, actor=actor, now=now, voice_id=voice.id)
    return comment


def revise_comment(
    session: Session, comment: Comment, *, kind: CommentKind, words: str, actor: Person, now: datetime
) -> None:
    """Until the round closes a comment's words can change; the earlier ones are kept."""
    _check_words(words)
    require_own(session, comment, actor, now)
    if comment.withdrawn_at is not None:
        raise NotAllowed("This has been withdrawn already.")
    if (comment.current.kind, comment.current.text) == (kind, words):
        return
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


def _check_thread(session: Session, reply_to: Comment, voice: Voice, now: datetime) -> None:
    """Replies are one level deep, and only what has been sent and is seen can be replied to."""
    elsewhere = reply_to.consultation_id != voice.consultation_id
    if elsewhere or reply_to.reply_to_id is not None or reply_to.sent_at is None:
        raise NotFound("The comment was not found.")
    if reply_to.withdrawn_at is not None:
        raise Invalid("This has been withdrawn already.")
    require_seen(session, reply_to, voice, now)


def _twin(
    session: Session,
    answer: Answer,
    block_id: str,
    *,
    kind: CommentKind,
    words: str,
    actor: Person | None,
    reply_to: Comment | None,
) -> Comment | None:
    """The same words by the same person on the same block: a form that was sent twice."""
    same = (
        select(Comment)
        .options(selectinload(Comment.revisions))
        .where(
            Comment.answer_id == answer.id,
            Comment.block_id == block_id,
            Comment.author_id == (actor.id if actor else None),
            Comment.reply_to_id == (reply_to.id if reply_to else None),
            Comment.withdrawn_at.is_(None),
        )
    )
    for comment in session.scalars(same):
        if (comment.current.kind, comment.current.text) == (kind, words):
            return comment
    return None
