"""The organisations that take part in a consultation."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.models import Consultation, Organisation, Participation, Person, Voice, VoiceKind
from consult.services.log import Entry, record, record_all


def join_organisation(
    session: Session, consultation: Consultation, organisation: Organisation, *, actor: Person, now: datetime
) -> Voice:
    """An organisation takes part and has a voice from then on."""
    voice = session.scalar(
        select(Voice).where(
            Voice.consultation_id == consultation.id, Voice.organisation_id == organisation.id
        )
    )
    if voice is not None:
        return voice
    voice = Voice(
        consultation_id=consultation.id,
        kind=VoiceKind.ORGANISATION,
        organisation_id=organisation.id,
        name=organisation.name,
    )
    participation = Participation(
        consultation_id=consultation.id, organisation_id=organisation.id, joined_at=now
    )
    session.add_all([voice, participation])
    session.flush()
    record(
        session,
        "organisation.joined",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        voice_id=voice.id,
        subject="organisation",
        subject_id=organisation.id,
    )
    return voice


def join_organisations(
    session: Session,
    consultation: Consultation,
    organisations: Iterable[Organisation],
    *,
    actor: Person,
    now: datetime,
) -> None:
    """The same for hundreds at once, in a handful of statements; those that take part already stay."""
    here = select(Voice.organisation_id).where(Voice.consultation_id == consultation.id)
    known = set(session.scalars(here))
    new = [organisation for organisation in organisations if organisation.id not in known]
    if not new:
        return
    voice_ids = _add_voices(session, consultation, new)
    session.execute(
        insert(Participation),
        [
            {"consultation_id": consultation.id, "organisation_id": organisation.id, "joined_at": now}
            for organisation in new
        ],
    )
    entries = [
        Entry("organisation.joined", "organisation", found.id, {}, consultation.id, voice_ids[found.id])
        for found in new
    ]
    record_all(session, entries, actor=actor, now=now)


def _add_voices(
    session: Session, consultation: Consultation, organisations: Iterable[Organisation]
) -> Mapping[int, int]:
    """The ids of the new voices by organisation, in two statements."""
    added = [
        {
            "consultation_id": consultation.id,
            "kind": VoiceKind.ORGANISATION,
            "organisation_id": organisation.id,
            "name": organisation.name,
        }
        for organisation in organisations
    ]
    session.execute(insert(Voice), added)
    rows = session.execute(
        select(Voice.organisation_id, Voice.id).where(
            Voice.consultation_id == consultation.id, Voice.organisation_id.is_not(None)
        )
    )
    return {organisation_id: voice_id for organisation_id, voice_id in rows if organisation_id is not None}


def note_opening(
    session: Session, consultation_id: int, organisation_ids: tuple[int, ...], *, now: datetime
) -> None:
    """The first time that somebody of an organisation reads the consultation is remembered."""
    for participation in session.scalars(
        select(Participation).where(
            Participation.consultation_id == consultation_id,
            Participation.organisation_id.in_(organisation_ids),
            Participation.opened_at.is_(None),
        )
    ):
        participation.opened_at = now
    session.flush()
