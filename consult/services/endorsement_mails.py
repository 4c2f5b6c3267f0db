"""Mails of an endorsement round: leads are asked once, and reminded when they have not answered."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotAllowed
from consult.models import (
    EndorsementRound,
    MemberRole,
    Membership,
    Organisation,
    Participation,
    Person,
    Version,
)
from consult.reports.endorsements import load_signatories, load_signings
from consult.services.log import record
from consult.services.outbox import queue_mail


@dataclass
class Asked:
    """A lead and the organisations in whose name they are asked."""

    person: Person
    organisations: list[Organisation] = field(default_factory=list)


def ask_leads(session: Session, round_: EndorsementRound, *, now: datetime) -> int:
    """One mail to each lead when the signing opens; who signed the version before is told what changed."""
    version = session.get_one(Version, round_.version_id)
    before = previous_endorsing(session, round_)
    signed = (
        {row.organisation_id for row in load_signatories(session, before.version_id)} if before else set()
    )
    asked = leads_asked(session, round_.consultation_id)
    for lead in asked:
        names = sorted(found.name for found in lead.organisations if found.id in signed)
        mail = queue_mail(
            session,
            "signing_opened",
            person=lead.person,
            params={
                **_params(round_, lead),
                "document_id": version.document_id,
                "signed_before": names,
                "old": _number(session, before),
            },
            # A database may give the number of a signing that was given up to the next one.
            dedupe=f"signing:{round_.id}:{now.isoformat()}:{lead.person.id}",
            now=now,
        )
        if mail is not None:
            mail.next_try_at = max(now, round_.opens_at)
    session.flush()
    return len(asked)


def to_remind(session: Session, round_: EndorsementRound) -> list[Asked]:
    """The leads of those that have not answered."""
    rows = load_signings(session, round_.consultation_id, round_.id)
    waiting = {row.organisation.id for row in rows if row.choice is None}
    return leads_asked(session, round_.consultation_id, among=waiting)


def remind_leads(
    session: Session, round_: EndorsementRound, *, today: date, actor: Person, now: datetime
) -> int:
    """A reminder to those that have not answered, at most one a day to each lead."""
    if not round_.is_open(now):
        raise NotAllowed("The signing is not open.")
    asked = to_remind(session, round_)
    if not asked:
        raise NotAllowed("There is nobody to remind.")
    sent = [
        queue_mail(
            session,
            "signing_reminder",
            person=lead.person,
            params=_params(round_, lead),
            dedupe=f"signing-reminder:{round_.id}:{round_.opens_at.isoformat()}:{today.isoformat()}:{lead.person.id}",
            now=now,
        )
        for lead in asked
    ]
    count = sum(mail is not None for mail in sent)
    if count:
        record(
            session,
            "signing.reminded",
            actor=actor,
            now=now,
            consultation_id=round_.consultation_id,
            subject="endorsement_round",
            subject_id=round_.id,
            mails=count,
        )
    session.flush()
    return count


def leads_asked(
    session: Session, consultation_id: int, *, among: Collection[int] | None = None
) -> list[Asked]:
    """The leads of the organisations that take part, each with their organisations, in one query."""
    rows = (
        select(Person, Organisation)
        .join(Membership, Membership.person_id == Person.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(Participation, Participation.organisation_id == Organisation.id)
        .where(
            Participation.consultation_id == consultation_id,
            Membership.role == MemberRole.LEAD,
            Membership.ended_at.is_(None),
            Person.disabled_at.is_(None),
        )
        .order_by(Organisation.sorted_as, Organisation.id, Person.id)
    )
    found: dict[int, Asked] = {}
    for person, organisation in session.execute(rows):
        if among is None or organisation.id in among:
            found.setdefault(person.id, Asked(person)).organisations.append(organisation)
    return list(found.values())


def previous_endorsing(session: Session, round_: EndorsementRound) -> EndorsementRound | None:
    """The endorsement round of the version that was signed before this one."""
    return session.scalar(
        select(EndorsementRound)
        .where(EndorsementRound.consultation_id == round_.consultation_id, EndorsementRound.id < round_.id)
        .order_by(EndorsementRound.id.desc())
        .limit(1)
    )


def _params(round_: EndorsementRound, lead: Asked) -> dict[str, object]:
    return {
        "consultation_id": round_.consultation_id,
        "signing_id": round_.id,
        "voices": [found.name for found in lead.organisations],
    }


def _number(session: Session, round_: EndorsementRound | None) -> int:
    return 0 if round_ is None else session.get_one(Version, round_.version_id).number
