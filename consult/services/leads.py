"""An organisation is never left without a lead by its own people; an agent may agree to it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotFound
from consult.models import MemberRole, Membership, Organisation, Person
from consult.services.memberships import add_member, end_membership, has_lead
from consult.services.outbox import queue_mail
from consult.services.people import add_person, find_person


def require_lead(session: Session, organisation: Organisation, person: Person) -> None:
    """Only a lead decides about the people and the record of the organisation."""
    if role_in(session, organisation, person) is not MemberRole.LEAD:
        raise NotFound("The organisation was not found.")


def role_in(session: Session, organisation: Organisation, person: Person) -> MemberRole | None:
    """What the person is in the organisation now."""
    return session.scalar(
        select(Membership.role).where(
            Membership.organisation_id == organisation.id,
            Membership.person_id == person.id,
            Membership.ended_at.is_(None),
        )
    )


def invite_member(
    session: Session,
    organisation: Organisation,
    *,
    email: str,
    name: str,
    role: MemberRole,
    actor: Person,
    now: datetime,
) -> Person:
    """A lead adds somebody, who is told by mail; whoever belongs already keeps the role."""
    require_lead(session, organisation, actor)
    person = find_person(session, email)
    if person is None:
        person = add_person(
            session, email=email, name=name, language=organisation.language, actor=actor, now=now
        )
    if role_in(session, organisation, person) is not None:
        raise Invalid("The person belongs to the organisation already.", field="email")
    membership = add_member(session, organisation, person, role=role, actor=actor, now=now)
    queue_mail(
        session,
        "member_invited",
        person=person,
        params={"organisation_id": organisation.id, "inviter_id": actor.id},
        dedupe=f"member_invited:{membership.id}",
        now=now,
    )
    return person


def change_role(
    session: Session,
    organisation: Organisation,
    person: Person,
    role: MemberRole,
    *,
    actor: Person,
    now: datetime,
) -> None:
    """A lead makes somebody a lead or a member; the last lead stays one."""
    require_lead(session, organisation, actor)
    if role_in(session, organisation, person) is None:
        raise NotFound("The person was not found.")
    if role is not MemberRole.LEAD:
        _require_another(session, organisation, person)
    add_member(session, organisation, person, role=role, actor=actor, now=now)


def remove_member(
    session: Session, organisation: Organisation, person: Person, *, actor: Person, now: datetime
) -> None:
    """A lead ends somebody's membership; the last lead stays."""
    require_lead(session, organisation, actor)
    _require_another(session, organisation, person)
    end_membership(session, organisation, person, actor=actor, now=now)


def leave(session: Session, organisation: Organisation, person: Person, *, now: datetime) -> None:
    """Anybody may leave, the last lead only after somebody else leads."""
    if role_in(session, organisation, person) is None:
        raise NotFound("The organisation was not found.")
    _require_another(session, organisation, person)
    end_membership(session, organisation, person, actor=person, now=now)


def _require_another(session: Session, organisation: Organisation, person: Person) -> None:
    if role_in(session, organisation, person) is MemberRole.LEAD and not has_lead(
        session, organisation, besides=person
    ):
        raise Invalid(
            "Somebody has to lead the organisation. Make another person the lead first, "
            "or ask the change agent to end the membership."
        )
