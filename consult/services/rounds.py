"""Rounds open a version to voices; whether one is open is judged on arrival by the server's clock."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from consult.errors import Invalid, NotAllowed
from consult.models import Consultation, Document, DocumentRole, Person, Round, Version
from consult.reports.openings import Opening, load_opening
from consult.services.endings import refusal, require_going_on
from consult.services.frozen import require_not_frozen
from consult.services.log import record
from consult.services.submissions import require_not_filed


def open_round(
    session: Session,
    consultation: Consultation,
    *,
    opens_at: datetime,
    closes_at: datetime,
    actor: Person,
    now: datetime,
    is_narrow: bool = False,
) -> Round:
    """A round opens the newest version of the draft; rounds do not overlap.

    A narrow one opens only the blocks that have changed since the version of the round before it.
    """
    require_not_filed(session, consultation.id)
    require_not_frozen(session, consultation.id, now)
    version = session.scalar(
        select(Version)
        .join(Document)
        .where(Document.consultation_id == consultation.id, Document.role == DocumentRole.DRAFT)
        .order_by(Version.number.desc())
        .limit(1)
    )
    if version is None:
        raise Invalid("Publish version 1 first. A round is always on a version.")
    previous = last_round(session, consultation.id)
    _check_times(opens_at, closes_at, previous, now)
    if is_narrow and (previous is None or previous.version_id == version.id):
        raise Invalid("Nothing has changed since the previous round. Open the whole text.", field="is_narrow")
    count = session.scalar(select(func.count(Round.id)).where(Round.consultation_id == consultation.id))
    opened = Round(
        consultation_id=consultation.id,
        version_id=version.id,
        number=(count or 0) + 1,
        opens_at=opens_at,
        closes_at=closes_at,
        is_narrow=is_narrow,
    )
    session.add(opened)
    session.flush()
    record(
        session,
        "round.planned",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="round",
        subject_id=opened.id,
        opens_at=opens_at.isoformat(),
        closes_at=closes_at.isoformat(),
        is_narrow=is_narrow,
    )
    return opened


def move_round(
    session: Session,
    round_: Round,
    *,
    opens_at: datetime,
    closes_at: datetime,
    actor: Person,
    now: datetime,
) -> None:
    """A round that has not opened yet may be given other times."""
    require_going_on(session, round_.consultation_id)
    _require_planned(round_, now)
    _check_times(opens_at, closes_at, _beside(session, round_, later=False), now)
    _check_next(closes_at, _beside(session, round_, later=True))
    round_.opens_at, round_.closes_at = opens_at, closes_at
    record(
        session,
        "round.rescheduled",
        actor=actor,
        now=now,
        consultation_id=round_.consultation_id,
        subject="round",
        subject_id=round_.id,
        opens_at=opens_at.isoformat(),
        closes_at=closes_at.isoformat(),
    )
    session.flush()


def cancel_round(session: Session, round_: Round, *, actor: Person, now: datetime) -> None:
    """A round that has not opened yet may be given up: nobody has said anything in it, the log keeps it."""
    require_going_on(session, round_.consultation_id)
    _require_planned(round_, now)
    if _beside(session, round_, later=True) is not None:
        raise NotAllowed("A later round has been planned. Cancel that one first.")
    record(
        session,
        "round.cancelled",
        actor=actor,
        now=now,
        consultation_id=round_.consultation_id,
        subject="round",
        subject_id=round_.id,
        number=round_.number,
        opens_at=round_.opens_at.isoformat(),
        closes_at=round_.closes_at.isoformat(),
    )
    session.delete(round_)
    session.flush()


def move_closing(
    session: Session, round_: Round, *, closes_at: datetime, actor: Person, now: datetime
) -> None:
    """An open round may be given more or less time, never a closing in the past."""
    require_going_on(session, round_.consultation_id)
    if round_.closes_at <= now:
        raise NotAllowed("The round has closed.")
    if closes_at <= round_.opens_at:
        raise Invalid("The round must close after it opens.", field="closes_at")
    if closes_at <= now:
        raise Invalid("The closing has passed already. Choose a later time.", field="closes_at")
    _check_next(closes_at, _beside(session, round_, later=True))
    round_.closes_at = closes_at
    record(
        session,
        "round.moved",
        actor=actor,
        now=now,
        consultation_id=round_.consultation_id,
        subject="round",
        subject_id=round_.id,
        closes_at=closes_at.isoformat(),
    )
    session.flush()


def _require_planned(round_: Round, now: datetime) -> None:
    if round_.opens_at <= now:
        raise NotAllowed("The round has opened already.")


def _check_times(opens_at: datetime, closes_at: datetime, previous: Round | None, now: datetime) -> None:
    """A round closes after it opens and later than now, and opens when the one before it has closed."""
    if closes_at <= opens_at:
        raise Invalid("The round must close after it opens.", field="closes_at")
    if previous is not None and opens_at < previous.closes_at:
        raise Invalid("The previous round has not closed by then.", field="opens_at")
    if closes_at <= now:
        raise Invalid("The closing has passed already. Choose a later time.", field="closes_at")


def _check_next(closes_at: datetime, following: Round | None) -> None:
    if following is not None and closes_at > following.opens_at:
        raise Invalid("The next round opens before that. Move that one first.", field="closes_at")


def _beside(session: Session, round_: Round, *, later: bool) -> Round | None:
    """The round after this one, or the one before it."""
    others = select(Round).where(Round.consultation_id == round_.consultation_id).limit(1)
    if later:
        return session.scalar(others.where(Round.number > round_.number).order_by(Round.number))
    return session.scalar(others.where(Round.number < round_.number).order_by(Round.number.desc()))


def last_round(session: Session, consultation_id: int, *, opened_by: datetime | None = None) -> Round | None:
    """The newest round of a consultation, with its version; with `opened_by` the newest that has opened."""
    query = (
        select(Round)
        .options(joinedload(Round.version))
        .where(Round.consultation_id == consultation_id)
        .order_by(Round.number.desc())
        .limit(1)
    )
    return session.scalar(query if opened_by is None else query.where(Round.opens_at <= opened_by))


def present_round(session: Session, consultation_id: int, now: datetime) -> Round | None:
    """The round that is open or was the last to be; before the first has opened, the one that is planned."""
    return load_opening(session, consultation_id, now).round


def follow_version(session: Session, version: Version, *, consultation_id: int, now: datetime) -> None:
    """A round that is only planned opens the version that is the newest when it opens."""
    planned = select(Round).where(Round.consultation_id == consultation_id, Round.opens_at > now)
    for round_ in session.scalars(planned):
        round_.version_id = version.id


def require_open_round(
    session: Session,
    consultation_id: int,
    now: datetime,
    *,
    voices: Iterable[int] = (),
    opening: Opening | None = None,
) -> Round:
    """The round that one of these voices may speak in now, or a sentence that says why there is none.

    Without voices it is asked of everybody, so that nobody who was let in late counts. `opening` is what
    was read of this already, where nothing is going to be written.
    """
    opening = opening or load_opening(session, consultation_id, now)
    round_ = opening.round
    if opening.ending is not None:
        raise refusal(opening.ending)
    if round_ is None or now < round_.opens_at:
        raise NotAllowed("The round has not opened yet.")
    if not opening.is_open_to(voices, now):
        raise NotAllowed("The round has closed. What you typed is kept, but it can no longer be sent.")
    return round_


def require_closed_round(session: Session, consultation_id: int, now: datetime) -> Round:
    """Reconciling starts when the round has closed, and goes on while a later one is only planned."""
    require_going_on(session, consultation_id)
    round_ = last_round(session, consultation_id, opened_by=now)
    if round_ is None:
        raise NotAllowed("There has been no round yet. Open one first.")
    if now < round_.closes_at:
        raise NotAllowed("Reconciling starts when the round has closed.")
    return round_
