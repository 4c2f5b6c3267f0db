"""A question back to the one who proposed or commented, and the reply to it."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import Clarification, Comment, Person, Voice
from consult.reports.own_words import load_own_words
from consult.services.contributions import Contribution, is_answered, log_contribution, require_size
from consult.services.endings import require_going_on
from consult.services.outbox import queue_mail
from consult.services.senders import require_sender
from consult.services.voices import office_voice


def ask(
    session: Session, contribution: Contribution, words: str, *, actor: Person, now: datetime
) -> Clarification:
    """The agent asks; the contribution waits for a reply, and its writer gets the question by mail.

    A form that was sent twice asks once.
    """
    newest = clarifications(session, contribution)[-1:]
    if newest and newest[0].is_question and newest[0].text == words:
        return newest[0]
    if contribution.withdrawn_at is not None or contribution.hidden_at is not None:
        raise NotAllowed("This has been withdrawn already.")
    if is_answered(session, contribution):
        raise NotAllowed("This has been answered already.")
    office = office_voice(session, contribution.consultation_id)
    question = _say(session, contribution, words, voice=office, actor=actor, now=now, asks=True)
    if contribution.author_id is not None:
        author = session.get_one(Person, contribution.author_id)
        said = load_own_words(session, [contribution])[(isinstance(contribution, Comment), contribution.id)]
        queue_mail(
            session,
            "question_asked",
            person=author,
            params={
                "consultation_id": contribution.consultation_id,
                "noun": "comment" if isinstance(contribution, Comment) else "proposal",
                "number": contribution.number,
                "text": words,
                "block": said.block,
                "words": said.words,
                "changes": list(said.changes.values()),
            },
            dedupe=f"question_asked:{question.id}",
            now=now,
        )
    return question


def reply(
    session: Session,
    contribution: Contribution,
    words: str,
    *,
    voice: Voice,
    actor: Person,
    now: datetime,
) -> Clarification:
    """The voice that was asked replies, also after the round has closed."""
    if contribution.answer.voice_id != voice.id:
        raise NotAllowed("Only the one who was asked can reply.")
    newest = clarifications(session, contribution)[-1:]
    if not newest or not newest[0].is_question:
        raise NotAllowed("There is no question to reply to.")
    require_sender(session, voice, actor)
    return _say(session, contribution, words, voice=voice, actor=actor, now=now, asks=False)


def clarifications(session: Session, contribution: Contribution) -> list[Clarification]:
    """The questions and replies about a contribution, oldest first."""
    return list(session.scalars(select(Clarification).where(_about(contribution)).order_by(Clarification.id)))


def _about(contribution: Contribution) -> ColumnElement[bool]:
    if isinstance(contribution, Comment):
        return Clarification.comment_id == contribution.id
    return Clarification.proposal_id == contribution.id


def _say(
    session: Session,
    contribution: Contribution,
    words: str,
    *,
    voice: Voice,
    actor: Person,
    now: datetime,
    asks: bool,
) -> Clarification:
    require_going_on(session, contribution.consultation_id)
    if not words:
        raise (
            Invalid("Write the question.", field="text")
            if asks
            else Invalid("Write the reply.", field="text")
        )
    require_size(words, field="text")
    is_comment = isinstance(contribution, Comment)
    said = Clarification(
        comment_id=contribution.id if is_comment else None,
        proposal_id=None if is_comment else contribution.id,
        voice_id=voice.id,
        author_id=actor.id,
        is_question=asks,
        text=words,
        created_at=now,
    )
    session.add(said)
    session.flush()
    log_contribution(
        session,
        "asked" if asks else "replied",
        contribution,
        actor=actor,
        now=now,
        voice_id=voice.id,
    )
    return said
