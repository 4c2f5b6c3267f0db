"""The links of an invitation: each mail has its own, all work until the round closes, none is used up."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models import (
    Agency,
    Invitation,
    MemberRole,
    Membership,
    Person,
    Token,
    TokenPurpose,
)
from consult.services.log import record
from consult.services.memberships import add_member, has_lead
from consult.services.participations import note_opening
from consult.services.people import add_person, find_person
from consult.services.rounds import last_round
from consult.services.secrets import hash_secret, new_secret
from consult.services.sign_in import dead_link

#: Longer than any round is planned ahead: the round decides, this is the bound.
LONGEST = timedelta(days=400)


def mint_invitation_link(session: Session, invitation_id: int, *, now: datetime) -> str | None:
    """A fresh secret for a mail that is about to leave; None when the invitation no longer stands."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or not stands(session, invitation, now=now):
        return None
    secret = new_secret()
    session.add(
        Token(
            purpose=TokenPurpose.INVITE,
            link_hash=hash_secret(secret),
            invitation_id=invitation.id,
            created_at=now,
            expires_at=now + LONGEST,
        )
    )
    session.flush()
    return secret


def find_invitation(session: Session, secret: str, *, now: datetime) -> Invitation | None:
    """The invitation of a link that still works; looking changes nothing."""
    invitation = session.scalar(
        select(Invitation)
        .join(Token, Token.invitation_id == Invitation.id)
        .options(joinedload(Invitation.consultation), joinedload(Invitation.organisation))
        .where(
            Token.link_hash == hash_secret(secret),
            Token.purpose == TokenPurpose.INVITE,
            Token.expires_at > now,
            Token.revoked_at.is_(None),
        )
    )
    return invitation if invitation is not None and stands(session, invitation, now=now) else None


def needs_own_sign_in(session: Session, invitation: Invitation) -> bool:
    """Who administers or coordinates comes in by a link of ten minutes, never by one kept in a mailbox."""
    person = find_person(session, invitation.address)
    if person is None:
        return False
    agency = select(Agency.id).where(Agency.person_id == person.id, Agency.ended_at.is_(None))
    return person.is_administrator or session.scalar(agency.limit(1)) is not None


def accept_invitation(session: Session, secret: str, *, now: datetime) -> tuple[Invitation, Person]:
    """Who opens it belongs to the organisation from then on, as its lead when it has none."""
    invitation = find_invitation(session, secret, now=now)
    if invitation is None or needs_own_sign_in(session, invitation):
        raise dead_link()
    return enter(session, invitation, now=now)


def enter(session: Session, invitation: Invitation, *, now: datetime) -> tuple[Invitation, Person]:
    """Who has shown the link or the code of an invitation that stands comes in by it."""
    person = _person(session, invitation, now=now)
    if invitation.accepted_at is None:
        _join(session, invitation, person, now=now)
    elif _role(session, invitation, person) is None:
        # Whoever has left the organisation does not come back by an old mail.
        raise dead_link()
    note_opening(session, invitation.consultation_id, (invitation.organisation_id,), now=now)
    record(session, "person.signed_in", actor=person, now=now, subject="invitation", subject_id=invitation.id)
    return invitation, person


def stands(session: Session, invitation: Invitation, *, now: datetime) -> bool:
    """It has not been taken back, and its round has not closed."""
    if invitation.withdrawn_at is not None:
        return False
    round_ = last_round(session, invitation.consultation_id)
    return round_ is None or now < round_.closes_at


def _person(session: Session, invitation: Invitation, *, now: datetime) -> Person:
    known = session.scalar(select(Person).where(Person.email == invitation.address))
    if known is None:
        return add_person(session, email=invitation.address, name="", language=invitation.language, now=now)
    if known.disabled_at is not None:
        raise dead_link()
    return known


def _join(session: Session, invitation: Invitation, person: Person, *, now: datetime) -> None:
    organisation = invitation.organisation
    role = MemberRole.MEMBER if has_lead(session, organisation) else MemberRole.LEAD
    if _role(session, invitation, person) is not MemberRole.LEAD:
        add_member(session, organisation, person, role=role, now=now, actor=person)
    invitation.accepted_at, invitation.accepted_by_id = now, person.id
    session.flush()
    record(
        session,
        "invitation.accepted",
        actor=person,
        now=now,
        consultation_id=invitation.consultation_id,
        subject="organisation",
        subject_id=organisation.id,
    )


def _role(session: Session, invitation: Invitation, person: Person) -> MemberRole | None:
    return session.scalar(
        select(Membership.role).where(
            Membership.organisation_id == invitation.organisation_id,
            Membership.person_id == person.id,
            Membership.ended_at.is_(None),
        )
    )
