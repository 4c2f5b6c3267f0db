"""Limits of what is done in a while, counted in the database and so by every process alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from consult.errors import TooMany
from consult.models import Attempt

#: No limit looks back further.
KEPT = timedelta(hours=1)


@dataclass(frozen=True)
class Limit:
    """So many tries within a time."""

    count: int
    span: timedelta


def count_attempt(
    session: Session, limits: Mapping[str, Iterable[Limit]], refusal: TooMany, *, now: datetime
) -> None:
    """One more try under each of the keys; above any of their limits it is refused and not counted."""
    for key, wanted in limits.items():
        for limit in wanted:
            since = select(func.count(Attempt.id)).where(Attempt.key == key, Attempt.at > now - limit.span)
            if (session.scalar(since) or 0) >= limit.count:
                raise refusal
    session.execute(delete(Attempt).where(Attempt.at <= now - KEPT))
    session.add_all(Attempt(key=key, at=now) for key in limits)
    session.flush()
