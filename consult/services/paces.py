"""How often one person may say something: thirty comments in an hour."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from consult.errors import TooMany
from consult.models import Person
from consult.services.attempts import Limit, count_attempt

COMMENTS = Limit(30, timedelta(hours=1))


def pace_comment(session: Session, actor: Person, *, now: datetime) -> None:
    """A person's comment above the limit is refused, and the refused one is not counted."""
    refusal = TooMany("You have written many comments within an hour. Wait for a while and send it again.")
    count_attempt(session, {f"comment:{actor.id}": [COMMENTS]}, refusal, now=now)
