"""What the authority has changed midway."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models import Question, Request, RequestChange, Version


def load_request_changes(session: Session, consultation_id: int) -> tuple[RequestChange, ...]:
    """The newest moved deadline and the newest replaced plan, the newer one first, in one query."""
    rows = session.scalars(
        select(RequestChange)
        .options(joinedload(RequestChange.version).joinedload(Version.document))
        .where(RequestChange.consultation_id == consultation_id)
        .order_by(RequestChange.id.desc())
    ).all()
    return _newest(rows)


def load_changed_request(
    session: Session, consultation_id: int
) -> tuple[Request | None, tuple[Question, ...], tuple[RequestChange, ...]]:
    """The request, its questions in the authority's order, and the same changes of it, all in one query."""
    rows = session.execute(
        select(Request, Question, RequestChange)
        .outerjoin(Question, Question.request_id == Request.id)
        .outerjoin(RequestChange, RequestChange.consultation_id == Request.consultation_id)
        .options(joinedload(RequestChange.version).joinedload(Version.document))
        .where(Request.consultation_id == consultation_id)
        .order_by(Question.position, RequestChange.id.desc())
    ).all()
    # The outer joins give NULL where there are none, and every question once for each change.
    asked: dict[Question | None, None] = dict.fromkeys(question for _, question, _ in rows)
    changed: dict[RequestChange | None, None] = dict.fromkeys(change for *_, change in rows)
    questions = tuple(question for question in asked if question is not None)
    changes = _newest(change for change in changed if change is not None)
    return (rows[0][0] if rows else None), questions, changes


def _newest(rows: Iterable[RequestChange]) -> tuple[RequestChange, ...]:
    newest: dict[bool, RequestChange] = {}
    for row in rows:
        newest.setdefault(row.version_id is None, row)
    return tuple(newest.values())
