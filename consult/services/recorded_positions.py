"""Positions on options that did not come through the pages: the agent writes them down."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Answer, Channel, Person, Question, Sending, Voice
from consult.services.answers import find_answer
from consult.services.log import record
from consult.services.option_positions import Stated, changed_positions, state_positions
from consult.services.rounds import require_open_round


def record_position(
    session: Session,
    voice: Voice,
    question: Question,
    stated: Stated,
    *,
    channel: Channel,
    actor: Person,
    now: datetime,
) -> None:
    """The agent writes down what an organisation said by phone, on paper or in a Word file."""
    round_ = require_open_round(session, voice.consultation_id, now, voices=(voice.id,))
    if not stated.option:
        raise Invalid("Choose one of the options.", field="option")
    changed = changed_positions(session, voice, {question.position: stated})
    if not changed:
        raise Invalid("The organisation holds this already.", field="option")
    answer = find_answer(session, voice.id, round_.id)
    if answer is None:
        answer = Answer(voice_id=voice.id, round_id=round_.id, channel=channel, started_at=now)
        session.add(answer)
        session.flush()
    answer.sent_at = now
    session.add(Sending(answer_id=answer.id, person_id=actor.id, stance=None, sent_at=now))
    state_positions(session, answer, changed, actor=actor, now=now)
    record(
        session,
        "option.recorded",
        actor=actor,
        now=now,
        consultation_id=voice.consultation_id,
        voice_id=voice.id,
        subject="answer",
        subject_id=answer.id,
        question=question.position,
        channel=channel.value,
    )
    session.flush()
