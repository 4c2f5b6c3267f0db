"""Once an hour the worker looks whose record has stood for a year."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from consult.db import writing_session
from consult.services.records import ask_yearly

PAUSE = timedelta(hours=1)


class Yearly:
    """Remembers when it looked last."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._next: datetime | None = None

    def tick(self, now: datetime) -> int:
        """Look, when an hour has passed; how many mails were queued."""
        if self._next is not None and now < self._next:
            return 0
        self._next = now + PAUSE
        with writing_session(self._engine) as session:
            asked = ask_yearly(session, now=now)
            session.commit()
        return asked
