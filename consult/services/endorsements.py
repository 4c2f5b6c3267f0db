"""Endorsements: a lead signs for the organisation, signs with dissent, declines or withdraws."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed
from consult.models import (
    Endorsement,
    EndorsementChoice,
    EndorsementRound,
    Organisation,
    Person,
    Version,
    Voice,
)
from consult.reports.endorsements import standing_endorsement
from consult.services.approvals import require_newest_of_draft
from consult.services.endings import require_going_on
from consult.services.endorsement_rounds import require_open_endorsing
from consult.services.limits import require_length, require_size
from consult.services.log import record
from consult.services.senders import leads
from consult.services.submissions import require_not_filed
from consult.services.wall_clock import wall_clock

#: A sign-in older than this is asked for again before anything is signed.
FRESH = timedelta(minutes=10)


class NotFresh(NotAllowed):
    """The lead signed in too long ago to sign in an organisation's name."""

    def __init__(self) -> None:
        super().__init__("Sign in again first, so that we know it is you.")


@dataclass(frozen=True)
class Stand:
    """What an organisation answers: who signs, which of its bodies handled the matter, and when."""

    choice: EndorsementChoice
    signatory: str = ""
    title: str = ""
    body: str = ""
    handled_on: date | None = None
    dissent: str = ""


@dataclass(frozen=True)
class Seen:
    """What the lead had before their eyes: the text by its hash, and the answer that stood (0: none)."""

    version_hash: str
    standing: int = 0


def is_fresh(signed_in_at: datetime | None, now: datetime) -> bool:
    """Whether somebody has signed in so lately that they may sign."""
    return signed_in_at is not None and now < signed_in_at + FRESH


def endorse(
    session: Session,
    round_: EndorsementRound,
    voice: Voice,
    stand: Stand,
    *,
    seen: Seen,
    actor: Person,
    signed_in_at: datetime | None,
    zone: str,
    now: datetime,
) -> Endorsement:
    """A lead who has just signed in answers for the organisation; of many at once one is taken."""
    require_open_endorsing(round_, now)
    require_not_filed(session, round_.consultation_id)
    require_going_on(session, round_.consultation_id)
    require_newest_of_draft(session, round_.consultation_id, session.get_one(Version, round_.version_id))
    if voice.consultation_id != round_.consultation_id or not leads(session, voice, actor):
        raise NotAllowed("Only a lead of the organisation can sign in its name.")
    if not is_fresh(signed_in_at, now):
        raise NotFresh
    if seen.version_hash != round_.version_hash:
        raise Conflict("The text has changed meanwhile. Read it again before you sign.")
    _check(stand, wall_clock(now, zone).date())
    organisation = session.get_one(Organisation, voice.organisation_id)
    before = standing_endorsement(session, round_.id, organisation.id)
    if before is not None and _says_the_same(before, stand):
        return before
    if (0 if before is None else before.id) != seen.standing:
        raise _overtaken()
    endorsement = _row(round_, organisation, stand, actor=actor, now=now)
    endorsement.number = 1 if before is None else before.number + 1
    try:
        with session.begin_nested():
            session.add(endorsement)
    except IntegrityError as error:
        raise _overtaken() from error
    record(
        session,
        f"endorsement.{stand.choice.value}",
        actor=actor,
        now=now,
        consultation_id=round_.consultation_id,
        voice_id=voice.id,
        subject="endorsement",
        subject_id=endorsement.id,
        hash=round_.version_hash,
        signed_in_at=signed_in_at.isoformat() if signed_in_at else "",
    )
    session.flush()
    return endorsement


def _overtaken() -> Conflict:
    return Conflict("Somebody of your organisation has answered meanwhile. Look at that answer first.")


def _row(
    round_: EndorsementRound, organisation: Organisation, stand: Stand, *, actor: Person, now: datetime
) -> Endorsement:
    return Endorsement(
        round_id=round_.id,
        organisation_id=organisation.id,
        version_hash=round_.version_hash,
        choice=stand.choice,
        dissent=stand.dissent,
        organisation_name=organisation.name,
        municipality=organisation.municipality,
        signatory=stand.signatory,
        title=stand.title,
        body=stand.body,
        handled_on=stand.handled_on,
        made_by_id=actor.id,
        made_at=now,
    )


def _says_the_same(before: Endorsement, stand: Stand) -> bool:
    return stand == Stand(
        before.choice, before.signatory, before.title, before.body, before.handled_on, before.dissent
    )


def _check(stand: Stand, today: date) -> None:
    if stand.choice is EndorsementChoice.WITHDRAWN:
        if stand != Stand(EndorsementChoice.WITHDRAWN):
            raise Invalid("A withdrawn answer says nothing more.")
        return
    if stand.choice is EndorsementChoice.DISSENT and not stand.dissent:
        raise Invalid("Write what your organisation sees differently.", field="dissent")
    if stand.choice is not EndorsementChoice.DISSENT and stand.dissent:
        raise Invalid(
            "You wrote a dissenting view. Choose to sign with it, or remove the text.", field="dissent"
        )
    require_size(stand.dissent, field="dissent")
    for name, words, missing in (
        ("signatory", stand.signatory, "Write the name of the one who signs."),
        ("title", stand.title, "Write the position of the one who signs."),
        ("body", stand.body, "Write which body of the organisation handled this."),
    ):
        if not words:
            raise Invalid(missing, field=name)
        require_length(words, field=name)
    if stand.handled_on is None:
        raise Invalid("Write the day on which this was handled.", field="handled_on")
    if stand.handled_on > today:
        raise Invalid("This day is still to come. Check the day.", field="handled_on")
