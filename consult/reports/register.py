"""The register as it is searched: by words in any spelling, by what it says and by group, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal, select, union_all
from sqlalchemy.orm import Session

from consult.models import Group, GroupMember, Invitation, Organisation, OrganisationKind, Participation

PAGE_SIZE = 50


@dataclass(frozen=True)
class Wanted:
    """What is looked for; nothing means everything."""

    words: tuple[str, ...] = ()
    kind: OrganisationKind | None = None
    sector: str = ""
    municipality: str = ""
    sub_region: str = ""
    language: str = ""
    group_id: int | None = None
    #: Only those that no standing invitation asks to take part in this consultation.
    uninvited_in: int | None = None
    id: int | None = None


@dataclass(frozen=True)
class Found:
    """A page of the register in Finnish order, and how many there are in all."""

    organisations: Sequence[Organisation]
    count: int
    page: int
    total: int


@dataclass(frozen=True)
class Counted:
    """A group and how many organisations it has."""

    group: Group
    count: int


def find_organisations(session: Session, wanted: Wanted, *, page: int = 1) -> Found:
    """The page of those that are wanted, in two queries; a page beyond the last is the last."""
    count = session.scalar(select(func.count(Organisation.id)).where(*_conditions(wanted))) or 0
    total = max(1, -(-count // PAGE_SIZE))
    page = min(page, total)
    rows = session.scalars(
        select(Organisation)
        .where(*_conditions(wanted))
        .order_by(Organisation.sorted_as, Organisation.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return Found(rows.all(), count, page, total)


def every_organisation(session: Session, wanted: Wanted) -> Sequence[Organisation]:
    """All that are wanted, for an export."""
    return session.scalars(
        select(Organisation).where(*_conditions(wanted)).order_by(Organisation.sorted_as, Organisation.id)
    ).all()


def count_absent(session: Session, consultation_id: int) -> int:
    """How many organisations of the register do not take part."""
    return session.scalar(select(func.count(Organisation.id)).where(_is_absent(consultation_id))) or 0


def find_absent(
    session: Session, consultation_id: int, wanted: Wanted, *, limit: int
) -> Sequence[Organisation]:
    """The first of those that do not take part and are wanted, in Finnish order."""
    return session.scalars(
        select(Organisation)
        .where(_is_absent(consultation_id), *_conditions(wanted))
        .order_by(Organisation.sorted_as, Organisation.id)
        .limit(limit)
    ).all()


def register_choices(session: Session) -> Mapping[str, Sequence[str]]:
    """The values of the register that can be chosen, by field, in one query."""
    columns = {
        "sector": Organisation.sector,
        "municipality": Organisation.municipality,
        "sub_region": Organisation.sub_region,
    }
    queries = [
        select(literal(name), column).where(column != "").distinct() for name, column in columns.items()
    ]
    found: dict[str, list[str]] = {name: [] for name in columns}
    for name, value in session.execute(union_all(*queries)):
        found[name].append(value)
    return {name: sorted(values, key=str.casefold) for name, values in found.items()}


def groups(session: Session) -> Sequence[Counted]:
    """Every group by name, with the number of its organisations."""
    rows = session.execute(
        select(Group, func.count(GroupMember.organisation_id))
        .outerjoin(GroupMember, GroupMember.group_id == Group.id)
        .group_by(Group.id)
        .order_by(Group.identity)
    )
    return [Counted(group, count) for group, count in rows]


def _is_absent(consultation_id: int) -> ColumnElement[bool]:
    here = select(Participation.organisation_id).where(Participation.consultation_id == consultation_id)
    return Organisation.id.not_in(here)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Organisation.searched_as.contains(word, autoescape=True) for word in wanted.words
    ]
    exact = {
        Organisation.kind: wanted.kind,
        Organisation.sector: wanted.sector,
        Organisation.municipality: wanted.municipality,
        Organisation.sub_region: wanted.sub_region,
        Organisation.language: wanted.language,
        Organisation.id: wanted.id,
    }
    found += [column == value for column, value in exact.items() if value not in (None, "")]
    if wanted.group_id is not None:
        members = select(GroupMember.organisation_id).where(GroupMember.group_id == wanted.group_id)
        found.append(Organisation.id.in_(members))
    if wanted.uninvited_in is not None:
        invited = select(Invitation.organisation_id).where(
            Invitation.consultation_id == wanted.uninvited_in, Invitation.bounced_at.is_(None)
        )
        found.append(Organisation.id.not_in(invited))
    return found
