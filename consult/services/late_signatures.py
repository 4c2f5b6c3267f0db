"""Late signatures: the agent adds an organisation to the dated addendum, after the signing has closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import (
    SIGNING,
    EndorsementRound,
    LateSignature,
    Organisation,
    Participation,
    Person,
)
from consult.reports.endorsements import standing_endorsement
from consult.services.limits import require_length
from consult.services.log import record
from consult.services.wall_clock import wall_clock


@dataclass(frozen=True)
class Late:
    """Who signs for an organisation that came afterwards, and when it signed."""

    signatory: str
    title: str
    signed_on: date


def add_late(
    session: Session,
    round_: EndorsementRound,
    organisation_id: int,
    late: Late,
    *,
    zone: str,
    actor: Person,
    now: datetime,
) -> LateSignature:
    """One that takes part and is no signatory yet joins the addendum; what was filed stays as it is."""
    if now < round_.closes_at:
        raise NotAllowed("The signing is not over. The lead of the organisation signs.")
    organisation = _participant(session, round_, organisation_id)
    _check(late, wall_clock(now, zone).date())
    standing = standing_endorsement(session, round_.id, organisation.id)
    if standing is not None and standing.choice in SIGNING:
        raise Invalid("The organisation has signed in time.", field="organisation")
    added = LateSignature(
        version_id=round_.version_id,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        municipality=organisation.municipality,
        signatory=late.signatory,
        title=late.title,
        signed_on=late.signed_on,
        added_by_id=actor.id,
        added_at=now,
    )
    try:
        with session.begin_nested():
            session.add(added)
    except IntegrityError as error:
        raise Invalid("The organisation is in the addendum already.", field="organisation") from error
    _log(session, "late-signature.added", round_, added, actor=actor, now=now)
    return added


def remove_late(
    session: Session, round_: EndorsementRound, late_id: int, *, actor: Person, now: datetime
) -> None:
    """A late signatory is taken out of the addendum; the row stays."""
    found = session.get(LateSignature, late_id)
    if found is None or found.version_id != round_.version_id:
        raise NotFound("The signature was not found.")
    if found.withdrawn_at is not None:
        raise Conflict("The signature has been taken out already.")
    found.withdrawn_at = now
    _log(session, "late-signature.removed", round_, found, actor=actor, now=now)


def late_signatures(session: Session, version_id: int) -> Sequence[LateSignature]:
    """The addendum of a version, in the order in which it grew."""
    return session.scalars(
        select(LateSignature)
        .where(LateSignature.version_id == version_id, LateSignature.withdrawn_at.is_(None))
        .order_by(LateSignature.id)
    ).all()


def _participant(session: Session, round_: EndorsementRound, organisation_id: int) -> Organisation:
    found = session.scalar(
        select(Organisation)
        .join(Participation, Participation.organisation_id == Organisation.id)
        .where(Participation.consultation_id == round_.consultation_id, Organisation.id == organisation_id)
    )
    if found is None:
        raise Invalid("Choose an organisation that takes part.", field="organisation")
    return found


def _check(late: Late, today: date) -> None:
    for name, words, missing in (
        ("signatory", late.signatory, "Write the name of the one who signs."),
        ("title", late.title, "Write the position of the one who signs."),
    ):
        if not words:
            raise Invalid(missing, field=name)
        require_length(words, field=name)
    if late.signed_on > today:
        raise Invalid("This day is still to come. Check the day.", field="signed_on")


def _log(
    session: Session,
    action: str,
    round_: EndorsementRound,
    late: LateSignature,
    *,
    actor: Person,
    now: datetime,
) -> None:
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=round_.consultation_id,
        subject="late_signature",
        subject_id=late.id,
        organisation_id=late.organisation_id,
    )
    session.flush()
