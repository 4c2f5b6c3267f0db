"""How far the organisations have come, from joining to answering; none is ranked, the order is by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.orm import Session

from consult.models import (
    Answer,
    Invitation,
    MemberRole,
    Membership,
    Organisation,
    Participation,
    Person,
    Voice,
)


class Progress(StrEnum):
    """How far an organisation has come in the last round."""

    JOINED = "joined"
    BOUNCED = "bounced"
    INVITED = "invited"
    OPENED = "opened"
    STARTED = "started"
    ANSWERED = "answered"


#: Somebody of the organisation has been there.
READ = frozenset({Progress.OPENED, Progress.STARTED, Progress.ANSWERED})
PAGE_SIZE = 50


@dataclass(frozen=True)
class Member:
    """A person of an organisation and the role there."""

    person: Person
    role: MemberRole


@dataclass(frozen=True)
class Participant:
    """An organisation that takes part, its people, its invitations and how far it has come."""

    organisation: Organisation
    voice_id: int
    progress: Progress
    sent_at: datetime | None
    members: tuple[Member, ...]
    invitations: tuple[Invitation, ...] = ()

    @property
    def invited(self) -> tuple[str, ...]:
        """The addresses whose invitation stands: whoever reads the mail there can come in."""
        standing = (row for row in self.invitations if row.withdrawn_at is None and row.bounced_at is None)
        return tuple(row.address for row in standing)


@dataclass(frozen=True)
class Sought:
    """Which participants: by words of the register, by how far they have come."""

    words: tuple[str, ...] = ()
    progress: Progress | None = None


EVERYBODY = Sought()


@dataclass(frozen=True)
class Found:
    """A page of participants, how many there are of them and how many pages."""

    participants: tuple[Participant, ...]
    count: int
    page: int
    total: int


@dataclass(frozen=True)
class Funnel:
    """How many organisations have joined, opened and answered; each number includes the next.

    `without_people` have nobody who can come in: no member, and no invitation that stands.
    """

    joined: int
    opened: int
    answered: int
    without_people: int

    def share(self, count: int) -> int:
        """Per cent of those that joined."""
        return round(100 * count / self.joined) if self.joined else 0


def load_participants(
    session: Session, consultation_id: int, round_id: int | None, sought: Sought = EVERYBODY
) -> tuple[Participant, ...]:
    """Every organisation that takes part and is sought, in Finnish order, in three queries."""
    return _load(session, _participants(consultation_id, round_id, sought), consultation_id)


def find_participants(
    session: Session, consultation_id: int, round_id: int | None, sought: Sought, *, page: int
) -> Found:
    """A page of the same, in four queries; a page beyond the last is the last."""
    wanted = _participants(consultation_id, round_id, sought)
    count = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    total = max(1, -(-count // PAGE_SIZE))
    page = min(page, total)
    shown = wanted.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return Found(_load(session, shown, consultation_id), count, page, total)


def count_progress(session: Session, consultation_id: int, round_id: int | None) -> Mapping[Progress, int]:
    """How many organisations have come how far, in one query."""
    every = _participants(consultation_id, round_id, EVERYBODY).order_by(None).subquery()
    rows = session.execute(select(every.c.progress, func.count()).group_by(every.c.progress))
    counted = {Progress(progress): count for progress, count in rows}
    return {progress: counted.get(progress, 0) for progress in Progress}


def _participants(consultation_id: int, round_id: int | None, sought: Sought) -> Select[Any]:
    progress = _progress()
    query = cast(
        Select[Any],
        select(Organisation.id, Voice.id.label("voice_id"), progress.label("progress"), Answer.sent_at)
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
        .order_by(Organisation.sorted_as, Organisation.id),
    )
    for word in sought.words:
        query = query.where(Organisation.searched_as.contains(word, autoescape=True))
    return query if sought.progress is None else query.where(progress == sought.progress.value)


def _progress() -> ColumnElement[str]:
    """The furthest that holds; a bounce is told only while no other invitation stands."""
    steps = {
        Progress.ANSWERED: Answer.sent_at.is_not(None),
        Progress.STARTED: Answer.id.is_not(None),
        Progress.OPENED: Participation.opened_at.is_not(None),
        Progress.INVITED: _invited(Invitation.bounced_at.is_(None)),
        Progress.BOUNCED: _invited(Invitation.bounced_at.is_not(None)),
    }
    return case(*((holds, literal(step.value)) for step, holds in steps.items()), else_=literal("joined"))


def _invited(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(Invitation.id)
        .where(
            Invitation.consultation_id == Participation.consultation_id,
            Invitation.organisation_id == Participation.organisation_id,
            Invitation.withdrawn_at.is_(None),
            which,
        )
        .correlate(Participation)
        .exists()
    )


def _load(session: Session, wanted: Select[Any], consultation_id: int) -> tuple[Participant, ...]:
    rows = session.execute(wanted).all()
    ids = [row[0] for row in rows]
    organisations = {
        found.id: found for found in session.scalars(select(Organisation).where(Organisation.id.in_(ids)))
    }
    members = load_members(session, ids)
    invitations = load_invitations(session, consultation_id, ids)
    return tuple(
        Participant(
            organisations[id_],
            voice_id,
            Progress(progress),
            sent_at,
            members.get(id_, ()),
            invitations.get(id_, ()),
        )
        for id_, voice_id, progress, sent_at in rows
    )


def load_invitations(
    session: Session, consultation_id: int, organisation_ids: Iterable[int]
) -> Mapping[int, tuple[Invitation, ...]]:
    """The invitations of these organisations, oldest first, in one query."""
    found: dict[int, list[Invitation]] = defaultdict(list)
    for invitation in session.scalars(
        select(Invitation)
        .where(
            Invitation.consultation_id == consultation_id,
            Invitation.organisation_id.in_(set(organisation_ids)),
        )
        .order_by(Invitation.id)
    ):
        found[invitation.organisation_id].append(invitation)
    return {organisation_id: tuple(rows) for organisation_id, rows in found.items()}


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
        opened=sum(row.progress in READ for row in rows),
        answered=sum(row.progress is Progress.ANSWERED for row in rows),
        without_people=sum(not row.members and not row.invited for row in rows),
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
            func.count(Participation.id).filter(~people, ~_invited(Invitation.bounced_at.is_(None))),
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
