"""How far the organisations have come: joined, opened, answered; none is ranked, order is by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from consult.models import Answer, MemberRole, Membership, Organisation, Participation, Person, Voice


class Progress(StrEnum):
    """How far an organisation has come in the last round."""

    JOINED = "joined"
    OPENED = "opened"
    STARTED = "started"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Member:
    """A person of an organisation and the role there."""

    person: Person
    role: MemberRole


@dataclass(frozen=True)
class Participant:
    """An organisation that takes part, its people and how far it has come."""

    organisation: Organisation
    voice_id: int
    progress: Progress
    sent_at: datetime | None
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Funnel:
    """How many organisations have joined, opened and answered; each number includes the next."""

    joined: int
    opened: int
    answered: int
    without_people: int

    def share(self, count: int) -> int:
        """Per cent of those that joined."""
        return round(100 * count / self.joined) if self.joined else 0


def load_participants(
    session: Session, consultation_id: int, round_id: int | None
) -> tuple[Participant, ...]:
    """Every organisation that takes part, by name, in two queries."""
    rows = session.execute(
        select(Organisation, Voice.id, Participation.opened_at, Answer)
        .select_from(Participation)
        .join(Organisation, Organisation.id == Participation.organisation_id)
        .join(
            Voice,
            and_(
                Voice.consultation_id == Participation.consultation_id,
                Voice.organisation_id == Participation.organisation_id,
            ),
        )
        .outerjoin(Answer, and_(Answer.voice_id == Voice.id, Answer.round_id == (round_id or 0)))
        .where(Participation.consultation_id == consultation_id)
    ).all()
    members = load_members(session, [row[0].id for row in rows])
    found = [
        _participant(organisation, voice_id, opened_at, answer, members.get(organisation.id, ()))
        for organisation, voice_id, opened_at, answer in rows
    ]
    return tuple(sorted(found, key=lambda participant: participant.organisation.name.casefold()))


def load_members(session: Session, organisation_ids: Iterable[int]) -> Mapping[int, tuple[Member, ...]]:
    """The people of organisations now, leads first, then by name."""
    rows = session.execute(
        select(Membership.organisation_id, Person, Membership.role)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organisation_id.in_(set(organisation_ids)), Membership.ended_at.is_(None))
    )
    members: dict[int, list[Member]] = defaultdict(list)
    for organisation_id, person, role in rows:
        members[organisation_id].append(Member(person, role))
    return {
        organisation_id: tuple(
            sorted(found, key=lambda m: (m.role is not MemberRole.LEAD, m.person.name.casefold()))
        )
        for organisation_id, found in members.items()
    }


def funnel_of(participants: Iterable[Participant]) -> Funnel:
    """The figures of a list of participants."""
    rows = tuple(participants)
    return Funnel(
        joined=len(rows),
        opened=sum(row.progress is not Progress.JOINED for row in rows),
        answered=sum(row.progress is Progress.ANSWERED for row in rows),
        without_people=sum(not row.members for row in rows),
    )


def load_funnel(session: Session, consultation_id: int, round_id: int | None) -> Funnel:
    """The same figures without loading anybody, in one query."""
    own_answer = and_(Answer.voice_id == Voice.id, Answer.round_id == (round_id or 0))
    people = (
        select(Membership.organisation_id)
        .where(Membership.organisation_id == Participation.organisation_id, Membership.ended_at.is_(None))
        .exists()
    )
    row = session.execute(
        select(
            func.count(Participation.id),
            func.count(func.coalesce(Participation.opened_at, Answer.started_at)),
            func.count(Answer.sent_at),
            func.count(Participation.id).filter(~people),
        )
        .select_from(Participation)
        .join(
            Voice,
            and_(
                Voice.consultation_id == Participation.consultation_id,
                Voice.organisation_id == Participation.organisation_id,
            ),
        )
        .outerjoin(Answer, own_answer)
        .where(Participation.consultation_id == consultation_id)
    ).one()
    return Funnel(*row)


def _participant(
    organisation: Organisation,
    voice_id: int,
    opened_at: datetime | None,
    answer: Answer | None,
    members: tuple[Member, ...],
) -> Participant:
    sent_at = None if answer is None else answer.sent_at
    return Participant(organisation, voice_id, _progress(opened_at, answer), sent_at, members)


def _progress(opened_at: datetime | None, answer: Answer | None) -> Progress:
    if answer is not None:
        return Progress.STARTED if answer.sent_at is None else Progress.ANSWERED
    return Progress.JOINED if opened_at is None else Progress.OPENED
