"""Inviting organisations: first a plan of who gets a mail, then exactly those mails."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid
from consult.models import Consultation, Invitation, Organisation, Person
from consult.services.contacts import Contact, contacts_of
from consult.services.endings import require_going_on
from consult.services.log import record
from consult.services.outbox import Letter, queue_letters
from consult.services.participations import join_organisations
from consult.services.rounds import last_round
from consult.services.submissions import require_not_filed


@dataclass(frozen=True)
class Planned:
    """One mail that would leave."""

    organisation: Organisation
    contact: Contact


@dataclass(frozen=True)
class Plan:
    """What inviting would do; `shared` are addresses that get a mail for several organisations."""

    letters: tuple[Planned, ...]
    invited: tuple[Organisation, ...]
    unreachable: tuple[Organisation, ...]
    bounced: tuple[Planned, ...]

    @property
    def digest(self) -> str:
        """Two plans with the same digest send the same."""
        said = sorted(
            (letter.organisation.id, letter.contact.address, letter.contact.language)
            for letter in self.letters
        )
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def shared(self) -> Mapping[str, Sequence[str]]:
        """The organisations of each address that has several of them."""
        names: dict[str, list[str]] = defaultdict(list)
        for letter in self.letters:
            names[letter.contact.address].append(letter.organisation.name)
        return {address: found for address, found in names.items() if len(found) > 1}


def plan_invitations(
    session: Session, consultation: Consultation, organisations: Collection[Organisation]
) -> Plan:
    """Who would be invited, and who not and why; two queries."""
    contacts = contacts_of(session, organisations)
    known = _known(session, consultation)
    letters: list[Planned] = []
    invited: list[Organisation] = []
    unreachable: list[Organisation] = []
    bounced: list[Planned] = []
    for organisation in organisations:
        earlier = known.get(organisation.id, {})
        if any(invitation.bounced_at is None for invitation in earlier.values()):
            invited.append(organisation)
            continue
        planned = [Planned(organisation, contact) for contact in contacts[organisation.id]]
        new = [letter for letter in planned if letter.contact.address not in earlier]
        letters.extend(new)
        if not new:
            bounced.extend(planned)
            unreachable.extend([] if planned else [organisation])
    return Plan(tuple(letters), tuple(invited), tuple(unreachable), tuple(bounced))


def send_invitations(
    session: Session, consultation: Consultation, plan: Plan, *, seen: str, actor: Person, now: datetime
) -> int:
    """Do what the plan says; when it is no longer the one that was seen, nothing leaves."""
    require_invitable(session, consultation, now=now)
    if plan.digest != seen:
        raise Conflict("The list has changed since you looked. Look at the mails again.")
    if not plan.letters:
        return 0
    organisations = {letter.organisation.id: letter.organisation for letter in plan.letters}
    join_organisations(session, consultation, organisations.values(), actor=actor, now=now)
    made = _add(session, consultation, plan.letters, actor=actor, now=now)
    letters = [_letter(found, made[found.organisation.id][found.contact.address]) for found in plan.letters]
    queue_letters(session, "invitation", letters, now=now)
    record(
        session,
        "invitations.sent",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        count=len(plan.letters),
        organisations=len(organisations),
    )
    session.flush()
    return len(plan.letters)


def require_invitable(session: Session, consultation: Consultation, *, now: datetime) -> None:
    """Nobody is asked to answer when answering is over."""
    require_going_on(session, consultation.id)
    require_not_filed(session, consultation.id)
    round_ = last_round(session, consultation.id)
    if round_ is not None and round_.closes_at <= now:
        raise Invalid("The round has closed. Plan another round before you invite.")


def withdraw_invitation(session: Session, invitation: Invitation, *, actor: Person, now: datetime) -> None:
    """The links of the invitation no longer work; who has come in already stays."""
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = now
        _log(session, "invitation.withdrawn", invitation, actor=actor, now=now)


def restore_invitation(session: Session, invitation: Invitation, *, actor: Person, now: datetime) -> None:
    """The same links work again."""
    if invitation.withdrawn_at is not None:
        invitation.withdrawn_at = None
        _log(session, "invitation.restored", invitation, actor=actor, now=now)


def _known(session: Session, consultation: Consultation) -> Mapping[int, Mapping[str, Invitation]]:
    """The invitations that there are, by organisation and address."""
    found: dict[int, dict[str, Invitation]] = defaultdict(dict)
    for invitation in session.scalars(
        select(Invitation).where(Invitation.consultation_id == consultation.id)
    ):
        found[invitation.organisation_id][invitation.address] = invitation
    return found


def _add(
    session: Session, consultation: Consultation, letters: Iterable[Planned], *, actor: Person, now: datetime
) -> Mapping[int, Mapping[str, Invitation]]:
    """Insert them all in one statement; every invitation there is then, by organisation and address."""
    added = [
        {
            "consultation_id": consultation.id,
            "organisation_id": letter.organisation.id,
            "address": letter.contact.address,
            "language": letter.contact.language,
            "invited_by_id": actor.id,
            "invited_at": now,
            "bounce_note": "",
        }
        for letter in letters
    ]
    session.execute(insert(Invitation), added)
    return _known(session, consultation)


def _letter(planned: Planned, invitation: Invitation) -> Letter:
    return Letter(
        address=planned.contact.address,
        language=planned.contact.language,
        person_id=planned.contact.person_id,
        params={"consultation_id": invitation.consultation_id, "invitation_id": invitation.id},
        dedupe=f"invitation:{invitation.id}",
    )


def _log(session: Session, action: str, invitation: Invitation, *, actor: Person, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=invitation.consultation_id,
        subject="organisation",
        subject_id=invitation.organisation_id,
        invitation=invitation.id,
    )
    session.flush()
