"""An answer is what one voice says in one round: it is gathered first and then sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.errors import Invalid
from consult.models import (
    Answer,
    Channel,
    Comment,
    Person,
    Proposal,
    Round,
    Sending,
    Stance,
    Voice,
)
from consult.reports.answer_content import load_content, load_stated
from consult.reports.visibility import is_being_entered
from consult.services.log import record
from consult.services.option_positions import Stated, changed_positions, state_positions
from consult.services.outbox import queue_mail
from consult.services.rounds import require_open_round
from consult.services.senders import current_leads, leadership, require_sender


@dataclass(frozen=True)
class Unsent:
    """What a person would send now in the name of a voice."""

    comments: Sequence[Comment]
    proposals: Sequence[Proposal]

    @property
    def is_empty(self) -> bool:
        """Nothing waits to be sent."""
        return not self.comments and not self.proposals


def answer_for(
    session: Session, voice: Voice, round_: Round, *, now: datetime, channel: Channel = Channel.WEB
) -> Answer:
    """The voice's answer in the round; it begins with the first thing that is said."""
    answer = session.scalar(select(Answer).where(Answer.voice_id == voice.id, Answer.round_id == round_.id))
    if answer is None:
        answer = Answer(voice_id=voice.id, round_id=round_.id, channel=channel, started_at=now)
        session.add(answer)
        session.flush()
    return answer


def unsent(session: Session, voice: Voice, round_: Round, *, person: Person) -> Unsent:
    """A lead sends what everybody in the organisation has saved, others what they saved themselves."""
    everyone = leadership(voice, person).exists()
    comments = (
        select(Comment)
        .join(Answer)
        .options(joinedload(Comment.revisions))
        .where(
            Answer.voice_id == voice.id,
            Answer.round_id == round_.id,
            Comment.sent_at.is_(None),
            Comment.withdrawn_at.is_(None),
            ~is_being_entered(Comment),
            everyone | (Comment.author_id == person.id),
        )
        .order_by(Comment.id)
    )
    proposals = (
        select(Proposal)
        .join(Answer)
        .options(joinedload(Proposal.revisions))
        .where(
            Answer.voice_id == voice.id,
            Answer.round_id == round_.id,
            Proposal.sent_at.is_(None),
            Proposal.withdrawn_at.is_(None),
            ~is_being_entered(Proposal),
            everyone | (Proposal.author_id == person.id),
        )
        .order_by(Proposal.id)
    )
    return Unsent(session.scalars(comments).unique().all(), session.scalars(proposals).unique().all())


def send_answer(
    session: Session,
    voice: Voice,
    *,
    stance: Stance | None,
    actor: Person,
    now: datetime,
    positions: Mapping[int, Stated] = MappingProxyType({}),
) -> Answer:
    """From this moment the round's arrivals are what was saved; nothing said and no stance is no answer.

    `positions` are what the voice holds of options by question; a question that is left out stays as it is.
    """
    round_ = require_open_round(session, voice.consultation_id, now, voices=(voice.id,))
    require_sender(session, voice, actor)
    waiting = unsent(session, voice, round_, person=actor)
    stated = changed_positions(session, voice, positions)
    if waiting.is_empty and stance is None and not stated:
        raise Invalid("There is nothing to send yet. Comment, propose or choose a stance.", field="stance")
    if stance is Stance.NO_REMARKS and (not waiting.is_empty or _has_sent(session, voice.id, round_.id)):
        raise Invalid("You have remarks. Choose another stance or withdraw them.", field="stance")
    answer = answer_for(session, voice, round_, now=now)
    for comment in waiting.comments:
        comment.sent_at = now
    for proposal in waiting.proposals:
        proposal.sent_at = now
    answer.sent_at = now
    sending = Sending(answer_id=answer.id, person_id=actor.id, stance=stance, sent_at=now)
    session.add(sending)
    session.flush()
    state_positions(session, answer, stated, actor=actor, now=now)
    record(
        session,
        "answer.sent",
        actor=actor,
        now=now,
        consultation_id=voice.consultation_id,
        voice_id=voice.id,
        subject="answer",
        subject_id=answer.id,
        comments=len(waiting.comments),
        proposals=len(waiting.proposals),
        stance=stance.value if stance else None,
        positions=len(stated),
    )
    _send_copies(session, voice, answer, sending, waiting, actor=actor, now=now)
    return answer


def _send_copies(
    session: Session,
    voice: Voice,
    answer: Answer,
    sending: Sending,
    waiting: Unsent,
    *,
    actor: Person,
    now: datetime,
) -> None:
    """A copy of the whole answer as it stands, to the one who sent and to the organisation's leads."""
    stance = stance_of(session, answer)
    params: dict[str, object] = {
        "consultation_id": voice.consultation_id,
        "voice": voice.name,
        "comments": len(waiting.comments),
        "proposals": len(waiting.proposals),
        "answer_id": answer.id,
        "stance": stance.value if stance else "",
        "items": load_content(session, answer.id),
        "positions": load_stated(session, answer.id),
    }
    queue_mail(
        session, "answer_sent", person=actor, params=params, dedupe=f"answer_sent:{sending.id}", now=now
    )
    for lead in current_leads(session, voice):
        if lead.id != actor.id:
            queue_mail(
                session,
                "answer_sent",
                person=lead,
                params={**params, "member_id": actor.id},
                dedupe=f"answer_sent:{sending.id}:{lead.id}",
                now=now,
            )


def stance_of(session: Session, answer: Answer) -> Stance | None:
    """The stance of the newest sending that took one; with remarks sent there are no longer none."""
    stance = session.scalar(
        select(Sending.stance)
        .where(Sending.answer_id == answer.id, Sending.stance.is_not(None))
        .order_by(Sending.id.desc())
        .limit(1)
    )
    if stance is Stance.NO_REMARKS and _has_sent(session, answer.voice_id, answer.round_id):
        return None
    return stance


def find_with_stance(session: Session, voice_id: int, round_id: int) -> tuple[Answer | None, Stance | None]:
    """The voice's answer in a round and its stance, in one query while there are no remarks to look for."""
    newest = (
        select(Sending.stance)
        .where(Sending.answer_id == Answer.id, Sending.stance.is_not(None))
        .order_by(Sending.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = session.execute(
        select(Answer, newest).where(Answer.voice_id == voice_id, Answer.round_id == round_id)
    ).first()
    if row is None:
        return None, None
    answer, stance = row
    if stance is Stance.NO_REMARKS and _has_sent(session, voice_id, round_id):
        return answer, None
    return answer, stance


def find_answer(session: Session, voice_id: int, round_id: int) -> Answer | None:
    """The voice's answer in a round, if it has begun."""
    return session.scalar(
        select(Answer)
        .options(joinedload(Answer.voice))
        .where(Answer.voice_id == voice_id, Answer.round_id == round_id)
    )


def _has_sent(session: Session, voice_id: int, round_id: int) -> bool:
    """Whether anything the voice has sent in the round still stands."""
    kind: type[Proposal] | type[Comment]
    for kind in (Proposal, Comment):
        standing = (
            select(kind.id)
            .join(Answer)
            .where(
                Answer.voice_id == voice_id,
                Answer.round_id == round_id,
                kind.sent_at.is_not(None),
                kind.withdrawn_at.is_(None),
            )
        )
        if session.scalar(standing.limit(1)) is not None:
            return True
    return False
