"""Ilmoita valmiiksi: a member tells the lead once that their part of the answer is ready."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Answer, Person, Readiness, Round, Voice
from consult.services.answers import Unsent, answer_for, unsent
from consult.services.log import record
from consult.services.outbox import queue_mail
from consult.services.rounds import require_open_round
from consult.services.senders import current_leads


def tell_ready(session: Session, voice: Voice, *, actor: Person, now: datetime) -> Readiness:
    """The leads get a mail, once in a round; telling again changes nothing.

    It is nobody else's business, so the log of the consultation does not tell it.
    """
    round_ = require_open_round(session, voice.consultation_id, now, voices=(voice.id,))
    written = unsent(session, voice, round_, person=actor)
    if written.is_empty:
        raise Invalid("You have not written anything yet. Comment or propose first.")
    answer = answer_for(session, voice, round_, now=now)
    told = _told(session, answer, actor)
    if told is not None:
        return told
    told = Readiness(answer_id=answer.id, person_id=actor.id, told_at=now)
    session.add(told)
    session.flush()
    record(
        session,
        "answer.ready",
        actor=actor,
        now=now,
        subject="readiness",
        subject_id=told.id,
    )
    _tell_leads(session, told, voice, round_, written, actor=actor, now=now)
    return told


def _told(session: Session, answer: Answer, person: Person) -> Readiness | None:
    return session.scalar(
        select(Readiness).where(Readiness.answer_id == answer.id, Readiness.person_id == person.id)
    )


def _tell_leads(
    session: Session,
    told: Readiness,
    voice: Voice,
    round_: Round,
    written: Unsent,
    *,
    actor: Person,
    now: datetime,
) -> None:
    for lead in current_leads(session, voice):
        if lead.id == actor.id:
            continue
        queue_mail(
            session,
            "member_ready",
            person=lead,
            params={
                "consultation_id": voice.consultation_id,
                "round_id": round_.id,
                "voice_id": voice.id,
                "voice": voice.name,
                "member_id": actor.id,
                "comments": len(written.comments),
                "proposals": len(written.proposals),
            },
            dedupe=f"member_ready:{told.id}:{lead.id}",
            now=now,
        )
