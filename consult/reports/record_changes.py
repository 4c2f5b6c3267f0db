"""What has changed in the records of organisations, newest first."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from consult.models import Participation, RecordChange

PAGE_SIZE = 50


def changes_of(session: Session, organisation_id: int, *, limit: int) -> Sequence[RecordChange]:
    """The newest changes of one organisation, with who made them."""
    query = select(RecordChange).where(RecordChange.organisation_id == organisation_id)
    return session.scalars(_newest(query).limit(limit)).all()


def changes_in(session: Session, consultation_id: int, *, page: int) -> tuple[Sequence[RecordChange], int]:
    """A page of the changes of all who take part, and how many pages there are, in two queries."""
    here = select(Participation.organisation_id).where(Participation.consultation_id == consultation_id)
    taking_part = RecordChange.organisation_id.in_(here)
    count = session.scalar(select(func.count(RecordChange.id)).where(taking_part)) or 0
    total = max(1, -(-count // PAGE_SIZE))
    query = _newest(select(RecordChange).where(taking_part))
    offset = (min(page, total) - 1) * PAGE_SIZE
    return session.scalars(query.limit(PAGE_SIZE).offset(offset)).all(), total


def _newest(query: Select[RecordChange]) -> Select[RecordChange]:
    loaded = joinedload(RecordChange.organisation), joinedload(RecordChange.changed_by)
    return query.options(*loaded).order_by(RecordChange.id.desc())
