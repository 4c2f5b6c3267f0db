"""The lead keeps the record of the organisation true, and is asked about it once a year."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models import (
    MemberRole,
    Membership,
    Organisation,
    OutboxMail,
    Person,
)
from consult.services.leads import require_lead
from consult.services.log import record
from consult.services.organisations import Details, change_organisation
from consult.services.outbox import Letter, queue_letters

YEAR = timedelta(days=365)
#: So many are asked at a time: a register that was brought in at once is not asked at once.
AT_ONCE = 50


def confirm_record(
    session: Session, organisation: Organisation, details: Details, *, actor: Person, now: datetime
) -> tuple[str, ...]:
    """What the lead says is true from now on, changed or not; the names of the fields that changed."""
    require_lead(session, organisation, actor)
    changed = change_organisation(session, organisation, details, actor=actor, now=now)
    organisation.confirmed_at, organisation.confirmed_by_id = now, actor.id
    session.flush()
    record(
        session,
        "organisation.confirmed",
        actor=actor,
        now=now,
        subject="organisation",
        subject_id=organisation.id,
    )
    return changed


def ask_yearly(session: Session, *, now: datetime) -> int:
    """Ask the leads whose record has stood for a year since it was confirmed or last asked about."""
    letters = _due(session, now)[:AT_ONCE]
    queue_letters(session, "record", letters, now=now)
    session.flush()
    return len(letters)


def _due(session: Session, now: datetime) -> Sequence[Letter]:
    since = func.coalesce(
        Organisation.confirmed_at, Organisation.created_at, type_=Organisation.created_at.type
    )
    rows = session.execute(
        select(Organisation.id, since, Person.id, Person.email, Person.language)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            since <= now - YEAR,
            Membership.role == MemberRole.LEAD,
            Membership.ended_at.is_(None),
            Person.disabled_at.is_(None),
            Person.wants_reminders,
        )
        .order_by(since, Organisation.id, Person.id)
    )
    known = set(session.scalars(select(OutboxMail.dedupe).where(OutboxMail.template == "record")))
    letters = [
        Letter(
            address=address,
            language=language,
            person_id=person_id,
            params={"organisation_id": organisation_id},
            dedupe=f"record:{organisation_id}:{person_id}:{stood:%Y%m%d%H%M%S}:{(now - stood) // YEAR}",
        )
        for organisation_id, stood, person_id, address, language in rows
    ]
    return [letter for letter in letters if letter.dedupe not in known]
