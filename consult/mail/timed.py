"""The worker's work that follows the clock: once a minute it looks what is due."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine

from consult.config import Config
from consult.db import writing_session
from consult.services.deadline_mails import queue_deadline_mails
from consult.services.digests import gather_digests
from consult.services.records import ask_yearly

PAUSE = timedelta(minutes=1)
#: What comes once a year is looked for once an hour.
LONG_PAUSE = timedelta(hours=1)


class TimedWork:
    """What is done once a minute, each part in a transaction of its own."""

    def __init__(self, engine: Engine, config: Config, *, clock: Callable[[], datetime]) -> None:
        self.engine, self.config, self.clock = engine, config, clock
        self.next_at = self.yearly_at = clock()

    def run(self) -> None:
        """Do what is due; a part that fails is tried again a minute later."""
        now = self.clock()
        if now < self.next_at:
            return
        self.next_at = now + PAUSE
        run_timed(self.engine, self.config, now=now)
        if now >= self.yearly_at:
            self.yearly_at = now + LONG_PAUSE
            run_yearly(self.engine, now=now)


def run_timed(engine: Engine, config: Config, *, now: datetime) -> None:
    """Queue the digests and the reminders of deadlines of this moment."""
    with writing_session(engine) as session:
        gather_digests(session, now=now, zone=config.timezone)
        session.commit()
    with writing_session(engine) as session:
        queue_deadline_mails(session, now=now, zone=config.timezone)
        session.commit()


def run_yearly(engine: Engine, *, now: datetime) -> None:
    """Ask the leads whose record has stood for a year."""
    with writing_session(engine) as session:
        ask_yearly(session, now=now)
        session.commit()
