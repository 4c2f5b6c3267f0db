"""Every change of the register leaves a row with what stood and what stands."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from consult.models import Organisation, Person, RecordChange

Fields = Mapping[str, tuple[object, object]]


def note_changes(
    session: Session,
    changes: Iterable[tuple[Organisation, Fields]],
    *,
    actor: Person | None,
    now: datetime,
) -> None:
    """The rows of many organisations, in one statement."""
    rows = [
        {
            "organisation_id": organisation.id,
            "field": field,
            "old": _kept(old),
            "new": _kept(new),
            "changed_at": now,
            "changed_by_id": None if actor is None else actor.id,
        }
        for organisation, fields in changes
        for field, (old, new) in fields.items()
    ]
    if rows:
        session.execute(insert(RecordChange), rows)


def _kept(value: object) -> str:
    return "" if value is None else str(value)
