"""Setting up a consultation: its agents, its organisations and its timetable."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import (
    Access,
    Agency,
    Consultation,
    ConsultationKind,
    Organisation,
    Participation,
    Person,
    Stage,
    StageKind,
    Visibility,
    Voice,
    VoiceKind,
)
from consult.services.log import record
from consult.services.voices import is_agent

MAX_TITLE = 255
MAX_SLUG = 60


def create_consultation(
    session: Session,
    title: str,
    *,
    kind: ConsultationKind,
    host: str,
    actor: Person,
    now: datetime,
    summary: str = "",
    access: Access = Access.PUBLIC,
    visibility: Visibility = Visibility.SENT,
    language: str = "fi",
) -> Consultation:
    """A new consultation has an office voice, and the one who creates it is its first agent."""
    if not title:
        raise Invalid("Write a title.", field="title")
    if len(title) > MAX_TITLE:
        raise Invalid("The title can be at most %(limit)s characters.", field="title", limit=MAX_TITLE)
    consultation = Consultation(
        slug=_free_slug(session, title),
        title=title,
        kind=kind,
        host=host,
        summary=summary,
        access=access,
        visibility=visibility,
        language=language,
        created_at=now,
    )
    session.add(consultation)
    session.flush()
    session.add(Voice(consultation_id=consultation.id, kind=VoiceKind.OFFICE, name=host))
    record(session, "consultation.created", actor=actor, now=now, consultation_id=consultation.id)
    appoint_agent(session, consultation, actor, actor=actor, now=now)
    return consultation


def change_consultation(
    session: Session,
    consultation: Consultation,
    *,
    title: str,
    summary: str,
    host: str,
    access: Access,
    visibility: Visibility,
    actor: Person,
    now: datetime,
) -> None:
    """Settings can change at any time; the log says when."""
    if not title:
        raise Invalid("Write a title.", field="title")
    consultation.title, consultation.summary, consultation.host = title, summary, host
    consultation.access, consultation.visibility = access, visibility
    record(
        session,
        "consultation.changed",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        access=access.value,
        visibility=visibility.value,
    )
    session.flush()


def appoint_agent(
    session: Session, consultation: Consultation, person: Person, *, actor: Person, now: datetime
) -> None:
    """A person becomes a change agent of one consultation."""
    if is_agent(session, consultation.id, person.id):
        return
    session.add(Agency(consultation_id=consultation.id, person_id=person.id, started_at=now))
    record(
        session,
        "agent.appointed",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="person",
        subject_id=person.id,
    )
    session.flush()


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
    session.add_all(
        [
            voice,
            Participation(
                consultation_id=consultation.id, organisation_id=organisation.id, joined_at=now
            ),
        ]
    )
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


def plan_stages(
    session: Session,
    consultation: Consultation,
    stages: Mapping[StageKind, tuple[datetime, datetime | None]],
    *,
    actor: Person,
    now: datetime,
) -> None:
    """The timetable as the agent set it; a stage that is planned again gets the new days."""
    for kind, (_, ends_at) in stages.items():
        if ends_at is not None and ends_at < stages[kind][0]:
            raise Invalid("A stage cannot end before it starts.", field=kind.value)
    known = {
        stage.kind: stage
        for stage in session.scalars(select(Stage).where(Stage.consultation_id == consultation.id))
    }
    for kind, (starts_at, ends_at) in stages.items():
        stage = known.get(kind)
        if stage is None:
            session.add(
                Stage(consultation_id=consultation.id, kind=kind, starts_at=starts_at, ends_at=ends_at)
            )
        else:
            stage.starts_at, stage.ends_at = starts_at, ends_at
    record(session, "timetable.planned", actor=actor, now=now, consultation_id=consultation.id)
    session.flush()


def _free_slug(session: Session, title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG].strip("-") or "consultation"
    taken = set(session.scalars(select(Consultation.slug).where(Consultation.slug.startswith(stem))))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
