"""Who is asking: a person with the consultations and organisations that give rights, or nobody."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, false, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from consult.models import (
    Agency,
    MemberRole,
    Membership,
    Organisation,
    Participation,
    Person,
    Representation,
    Senders,
    Voice,
)

_MEMBER, _AGENT, _NETWORK = "member", "agent", "network"


@dataclass(frozen=True)
class Identity:
    """Everything the rules look at, read once per request; organisations and consultations by id.

    Who came by an invitation is a participant of the consultation `invited_to`, and nothing else.
    """

    person_id: int | None = None
    name: str = ""
    email: str = ""
    language: str = ""
    is_administrator: bool = False
    invited_to: int | None = None
    agent_of: frozenset[int] = frozenset()
    #: The consultations in which the person speaks for a network.
    represents_in: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()
    member_of: frozenset[int] = frozenset()
    sends_for: frozenset[int] = frozenset()
    participates: Mapping[int, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    organisation_names: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_signed_in(self) -> bool:
        """Nobody has no person."""
        return self.person_id is not None

    @property
    def is_privileged(self) -> bool:
        """Administrators and change agents: their sessions are shorter."""
        return self.is_administrator or bool(self.agent_of)

    def is_agent_of(self, consultation_id: int | None) -> bool:
        """Agency is of one consultation, never of all."""
        return consultation_id in self.agent_of

    def organisations_in(self, consultation_id: int | None) -> tuple[int, ...]:
        """The own organisations that take part in this consultation."""
        return () if consultation_id is None else self.participates.get(consultation_id, ())

    def takes_part_in(self, consultation_id: int | None) -> bool:
        """Whether the person speaks for an organisation or a network there."""
        return bool(self.organisations_in(consultation_id)) or consultation_id in self.represents_in


ANONYMOUS = Identity()


def load_identity(session: Session, person: Person, *, invited_to: int | None = None) -> Identity:
    """The identity of a person as the database stands now, in one query.

    With `invited_to` only what a participant of that consultation has: an invitation lies in a mailbox for
    weeks and is forwarded.
    """
    rows = session.execute(_rights(person, invited_to)).all()
    members = sorted((row for row in rows if row.what == _MEMBER), key=lambda row: row.membership_id)
    participates: dict[int, list[int]] = defaultdict(list)
    for row in members:
        # The outer join gives NULL for an organisation that takes part in nothing.
        if row.consultation_id:
            participates[row.consultation_id].append(row.organisation_id)
    return Identity(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        is_administrator=person.is_administrator and invited_to is None,
        invited_to=invited_to,
        agent_of=frozenset(row.consultation_id for row in rows if row.what == _AGENT),
        represents_in=frozenset(row.consultation_id for row in rows if row.what == _NETWORK),
        leads=frozenset(row.organisation_id for row in members if row.leads),
        member_of=frozenset(row.organisation_id for row in members),
        sends_for=frozenset(row.organisation_id for row in members if row.may_send),
        participates=MappingProxyType({key: tuple(found) for key, found in participates.items()}),
        organisation_names=MappingProxyType({row.organisation_id: row.name for row in members}),
    )


def _rights(person: Person, invited_to: int | None) -> CompoundSelect[Any]:
    """A row for each membership and each consultation of it, for each agency and each network."""
    memberships = (
        select(
            literal(_MEMBER).label("what"),
            Participation.consultation_id.label("consultation_id"),
            Membership.organisation_id.label("organisation_id"),
            Membership.id.label("membership_id"),
            (Membership.role == MemberRole.LEAD).label("leads"),
            Organisation.name.label("name"),
            _may_send(),
        )
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(Participation, Participation.organisation_id == Membership.organisation_id)
        .where(Membership.person_id == person.id, Membership.ended_at.is_(None))
    )
    nothing = (literal(0), literal(0), false(), literal(""), false())
    agencies = select(literal(_AGENT), Agency.consultation_id, *nothing).where(
        Agency.person_id == person.id, Agency.ended_at.is_(None)
    )
    networks = (
        select(literal(_NETWORK), Voice.consultation_id, *nothing)
        .join(Representation, Representation.voice_id == Voice.id)
        .where(Representation.person_id == person.id, Representation.ended_at.is_(None))
    )
    if invited_to is not None:
        memberships = memberships.where(Participation.consultation_id == invited_to)
        agencies, networks = agencies.where(false()), networks.where(false())
    return union_all(memberships, agencies, networks)


def _may_send() -> ColumnElement[bool]:
    """A lead may, and a member where every member may or where nobody leads."""
    lead = aliased(Membership)
    led = select(lead.id).where(
        lead.organisation_id == Membership.organisation_id,
        lead.role == MemberRole.LEAD,
        lead.ended_at.is_(None),
    )
    return or_(
        Membership.role == MemberRole.LEAD, Organisation.senders == Senders.MEMBERS, ~led.exists()
    ).label("may_send")
