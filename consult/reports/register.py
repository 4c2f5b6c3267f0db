"""The register as it is searched: by words in any spelling, kind, sector and municipality, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.models import Organisation, OrganisationKind, Participation

PAGE_SIZE = 50


@dataclass(frozen=True)
class Wanted:
    """What is looked for; nothing means everything."""

    words: tuple[str, ...] = ()
    kind: OrganisationKind | None = None
    sector: str = ""
    municipality: str = ""
    id: int | None = None


@dataclass(frozen=True)
class Found:
    """A page of the register in Finnish order, and how many there are in all."""

    organisations: Sequence[Organisation]
    count: int
    page: int
    total: int


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


def sectors_and_municipalities(session: Session) -> tuple[Sequence[str], Sequence[str]]:
    """What can be chosen, in two queries."""
    sectors, municipalities = (
        session.scalars(select(column).where(column != "").distinct().order_by(column)).all()
        for column in (Organisation.sector, Organisation.municipality)
    )
    return sectors, municipalities


def _is_absent(consultation_id: int) -> ColumnElement[bool]:
    here = select(Participation.organisation_id).where(Participation.consultation_id == consultation_id)
    return Organisation.id.not_in(here)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Organisation.searched_as.contains(word, autoescape=True) for word in wanted.words
    ]
    if wanted.kind is not None:
        found.append(Organisation.kind == wanted.kind)
    if wanted.sector:
        found.append(Organisation.sector == wanted.sector)
    if wanted.id is not None:
        found.append(Organisation.id == wanted.id)
    if wanted.municipality:
        found.append(Organisation.municipality == wanted.municipality)
    return found
