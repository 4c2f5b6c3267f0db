"""Setting up a consultation: what it is, who hosts it, who may see what."""

import re
import textwrap
import unicodedata
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import (
    Access,
    Consultation,
    ConsultationKind,
    Person,
    Visibility,
    Voice,
    VoiceKind,
)
from consult.services.agencies import appoint_agent
from consult.services.limits import require_length, require_size
from consult.services.log import record
from consult.services.participations import join_organisation
from consult.services.people import LANGUAGES
from consult.services.stages import plan_stages
from consult.services.voices import office_voice

__all__ = [
    "appoint_agent",
    "change_consultation",
    "create_consultation",
    "join_organisation",
    "plan_stages",
]

MAX_SLUG = 60

#: Words that an address uses for something else.
RESERVED_SLUGS = frozenset({"new"})


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
    _check(title, host, summary)
    if language not in LANGUAGES:
        raise Invalid("Choose one of the languages.", field="language")
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
    """Settings can change at any time; the address stays, and the office takes the name of the host."""
    _check(title, host, summary)
    consultation.title, consultation.summary, consultation.host = title, summary, host
    consultation.access, consultation.visibility = access, visibility
    office_voice(session, consultation.id).name = host
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


def _check(title: str, host: str, summary: str) -> None:
    if not title:
        raise Invalid("Write a title.", field="title")
    require_length(title, field="title")
    if not host:
        raise Invalid("Write who hosts the work.", field="host")
    require_length(host, field="host")
    require_size(summary, field="summary")


def _free_slug(session: Session, title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    stem = (
        textwrap.shorten(words.replace("-", " "), MAX_SLUG, placeholder="").replace(" ", "-")
        or words[:MAX_SLUG]
    )
    stem = stem or "consultation"
    taken = set(session.scalars(select(Consultation.slug).where(Consultation.slug.startswith(stem))))
    slug, number = stem, 2
    while slug in taken | RESERVED_SLUGS:
        slug, number = f"{stem}-{number}", number + 1
    return slug
