"""What the authority has changed midway."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models import RequestChange, Version


def load_request_changes(session: Session, consultation_id: int) -> tuple[RequestChange, ...]:
    """The newest moved deadline and the newest replaced plan, the newer one first, in one query."""
    rows = session.scalars(
        select(RequestChange)
        .options(joinedload(RequestChange.version).joinedload(Version.document))
        .where(RequestChange.consultation_id == consultation_id)
        .order_by(RequestChange.id.desc())
    ).all()
    newest: dict[bool, RequestChange] = {}
    for row in rows:
        newest.setdefault(row.version_id is None, row)
    return tuple(newest.values())
