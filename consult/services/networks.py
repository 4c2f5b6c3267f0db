"""Networks of the partnership table: their sector representatives speak for them and say whom they heard."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from consult.errors import Invalid, NotAllowed
from consult.models import Consultation, Hearing, Person, Representation, Voice, VoiceKind
from consult.services.limits import require_length, require_size
from consult.services.log import record
from consult.services.organisation_names import identity_key


def networks_of(session: Session, consultation_id: int) -> Sequence[Voice]:
    """The networks that speak in a consultation, by name."""
    return session.scalars(
        select(Voice)
        .where(Voice.consultation_id == consultation_id, Voice.kind == VoiceKind.NETWORK)
        .order_by(Voice.name)
    ).all()


def add_network(
    session: Session, consultation: Consultation, name: str, *, actor: Person, now: datetime
) -> Voice:
    """A network has a voice of its own; its name is nobody else's."""
    key = identity_key(name)
    if not key:
        raise Invalid("Write the name of the network.", field="name")
    require_length(name, field="name")
    taken = session.scalars(select(Voice.name).where(Voice.consultation_id == consultation.id))
    if key in map(identity_key, taken):
        raise Invalid("Somebody speaks under this name already.", field="name")
    voice = Voice(consultation_id=consultation.id, kind=VoiceKind.NETWORK, name=name)
    session.add(voice)
    session.flush()
    _log(session, "network.added", voice, actor=actor, now=now)
    return voice


def appoint_representative(
    session: Session, voice: Voice, person: Person, *, actor: Person, now: datetime
) -> None:
    """The person speaks for the network from now on."""
    if _current(session, voice, person) is not None:
        return
    session.add(Representation(voice_id=voice.id, person_id=person.id, started_at=now))
    session.flush()
    _log(session, "network.represented", voice, actor=actor, now=now)


def end_representation(
    session: Session, voice: Voice, person: Person, *, actor: Person, now: datetime
) -> None:
    """From now on the person no longer speaks for the network; what was said stays."""
    current = _current(session, voice, person)
    if current is not None:
        current.ended_at = now
        session.flush()
        _log(session, "network.left", voice, actor=actor, now=now)


def say_heard(session: Session, voice: Voice, words: str, *, actor: Person, now: datetime) -> None:
    """Whom the network heard, said by one who speaks for it."""
    if voice.kind is not VoiceKind.NETWORK or _current(session, voice, actor) is None:
        raise NotAllowed("You cannot speak in the name of this network.")
    require_size(words, field="words")
    session.add(Hearing(voice_id=voice.id, words=words, said_by_id=actor.id, said_at=now))
    session.flush()
    _log(session, "network.heard", voice, actor=actor, now=now)


def representatives_of(session: Session, voice_ids: Sequence[int]) -> Mapping[int, Sequence[Person]]:
    """Who speaks for each network now."""
    found: dict[int, list[Person]] = defaultdict(list)
    for row in session.scalars(
        select(Representation)
        .options(joinedload(Representation.person))
        .where(Representation.voice_id.in_(voice_ids), Representation.ended_at.is_(None))
        .order_by(Representation.id)
    ):
        found[row.voice_id].append(row.person)
    return found


def heard_by(session: Session, voice_ids: Sequence[int]) -> Mapping[int, Hearing]:
    """The newest word of each network on whom it heard."""
    newest = select(func.max(Hearing.id)).where(Hearing.voice_id.in_(voice_ids)).group_by(Hearing.voice_id)
    rows = session.scalars(select(Hearing).where(Hearing.id.in_(newest)))
    return {row.voice_id: row for row in rows}


def _current(session: Session, voice: Voice, person: Person) -> Representation | None:
    return session.scalar(
        select(Representation).where(
            Representation.voice_id == voice.id,
            Representation.person_id == person.id,
            Representation.ended_at.is_(None),
        )
    )


def _log(session: Session, action: str, voice: Voice, *, actor: Person, now: datetime) -> None:
    record(session, action, actor=actor, now=now, consultation_id=voice.consultation_id, voice_id=voice.id)
