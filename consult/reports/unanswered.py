"""Whose answer is still missing in a round, and who could give it."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Answer, MemberRole, Membership, Person, Round, Voice


def unanswered(session: Session, round_: Round, voice_ids: Collection[int] | None = None) -> dict[int, str]:
    """The organisations' voices that have not sent an answer in the round, by id; of all, or of these."""
    sent = select(Answer.voice_id).where(Answer.round_id == round_.id, Answer.sent_at.is_not(None))
    query = select(Voice.id, Voice.name).where(
        Voice.consultation_id == round_.consultation_id,
        Voice.organisation_id.is_not(None),
        Voice.id.not_in(sent),
    )
    if voice_ids is not None:
        query = query.where(Voice.id.in_(voice_ids))
    return dict(session.execute(query.order_by(Voice.name, Voice.id)).all())


def who_could_answer(session: Session, round_: Round) -> Mapping[Person, tuple[int, ...]]:
    """The voices of each person to remind: an organisation's leads, or its members while it has no lead."""
    rows = session.execute(
        select(Voice.id, Membership.role, Person)
        .join(Membership, Membership.organisation_id == Voice.organisation_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Voice.id.in_(unanswered(session, round_)),
            Membership.ended_at.is_(None),
            Person.disabled_at.is_(None),
        )
        .order_by(Person.id, Voice.id)
    ).all()
    led = {voice_id for voice_id, role, _ in rows if role is MemberRole.LEAD}
    found: dict[Person, list[int]] = defaultdict(list)
    for voice_id, role, person in rows:
        if person.wants_reminders and (role is MemberRole.LEAD or voice_id not in led):
            found[person].append(voice_id)
    return {person: tuple(voices) for person, voices in found.items()}
