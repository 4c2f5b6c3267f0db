"""Endorsement rounds: one version is frozen and open to be signed, judged by the server's clock."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.errors import Conflict, Invalid, NotAllowed
from consult.models import Consultation, Endorsement, EndorsementRound, Person, Version
from consult.services.approvals import find_approval, require_newest_of_draft
from consult.services.endings import require_going_on
from consult.services.endorsement_mails import ask_leads
from consult.services.log import record
from consult.services.rounds import last_round
from consult.services.submissions import require_not_filed

INSTANT = timedelta(microseconds=1)


def open_endorsing(
    session: Session,
    consultation: Consultation,
    version: Version,
    *,
    opens_at: datetime,
    closes_at: datetime,
    actor: Person,
    now: datetime,
) -> EndorsementRound:
    """The newest version is opened to be signed, once, when it is approved and no comment round is left."""
    require_not_filed(session, consultation.id)
    require_going_on(session, consultation.id)
    require_newest_of_draft(session, consultation.id, version)
    if find_endorsing(session, version.id) is not None:
        raise Conflict("This version has been opened for signing already.")
    if find_approval(session, version.id) is None:
        raise NotAllowed("Record first who approved the version for signing.")
    comments = last_round(session, consultation.id)
    if comments is not None and now < comments.closes_at:
        raise NotAllowed("A comment round is open or planned. Open the signing when it has closed.")
    opens_at = max(opens_at, now)
    _check_times(opens_at, closes_at, now)
    opened = EndorsementRound(
        consultation_id=consultation.id,
        version_id=version.id,
        version_hash=version.hash,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    session.add(opened)
    session.flush()
    ask_leads(session, opened, now=now)
    _log(session, "signing.opened", opened, actor=actor, now=now, number=version.number, hash=version.hash)
    return opened


def move_endorsing(
    session: Session, round_: EndorsementRound, *, closes_at: datetime, actor: Person, now: datetime
) -> None:
    """Signing may get more or less time, also after it has closed, while the same text stands unfiled."""
    require_not_filed(session, round_.consultation_id)
    require_newest_of_draft(session, round_.consultation_id, session.get_one(Version, round_.version_id))
    comments = last_round(session, round_.consultation_id)
    if comments is not None and now < comments.closes_at:
        raise NotAllowed("A comment round is open or planned. Open the signing when it has closed.")
    _check_times(round_.opens_at, closes_at, now)
    round_.closes_at = closes_at
    session.flush()
    _log(session, "signing.moved", round_, actor=actor, now=now)


def end_endorsing(session: Session, round_: EndorsementRound, *, actor: Person, now: datetime) -> None:
    """Signing ends now; one that nobody has answered is given up altogether, and the log keeps it."""
    if round_.closes_at <= now:
        raise NotAllowed("The signing has closed.")
    answered = select(Endorsement.id).where(Endorsement.round_id == round_.id).limit(1)
    if session.scalar(answered) is None:
        _log(session, "signing.cancelled", round_, actor=actor, now=now)
        session.delete(round_)
    else:
        round_.closes_at = max(now, round_.opens_at + INSTANT)
        _log(session, "signing.ended", round_, actor=actor, now=now)
    session.flush()


def find_endorsing(session: Session, version_id: int) -> EndorsementRound | None:
    """The endorsement round of a version."""
    return session.scalar(
        select(EndorsementRound)
        .options(joinedload(EndorsementRound.version))
        .where(EndorsementRound.version_id == version_id)
    )


def present_endorsing(session: Session, consultation_id: int) -> EndorsementRound | None:
    """The newest endorsement round of a consultation, with its version."""
    return session.scalar(
        select(EndorsementRound)
        .options(joinedload(EndorsementRound.version))
        .where(EndorsementRound.consultation_id == consultation_id)
        .order_by(EndorsementRound.id.desc())
        .limit(1)
    )


def require_open_endorsing(round_: EndorsementRound, now: datetime) -> None:
    """To the second: before the opening and from the closing on nothing is signed."""
    if now < round_.opens_at:
        raise NotAllowed("The signing has not opened yet.")
    if not round_.is_open(now):
        raise NotAllowed("The signing has closed. What you typed was not saved as a signature.")


def _check_times(opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    if closes_at <= opens_at:
        raise Invalid("The signing must close after it opens.", field="closes_at")
    if closes_at <= now:
        raise Invalid("The closing has passed already. Choose a later time.", field="closes_at")


def _log(
    session: Session,
    action: str,
    round_: EndorsementRound,
    *,
    actor: Person,
    now: datetime,
    **details: Any,
) -> None:
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=round_.consultation_id,
        subject="endorsement_round",
        subject_id=round_.id,
        opens_at=round_.opens_at.isoformat(),
        closes_at=round_.closes_at.isoformat(),
        **details,
    )
