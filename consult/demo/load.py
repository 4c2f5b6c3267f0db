"""Loading the demonstration: every story at once, in the order of time."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.demo import deciding, meeting, saying, setting
from consult.demo.content import STORIES, Event, read_events, read_register
from consult.demo.moments import Calendar
from consult.demo.register import add_register
from consult.demo.story import Story
from consult.errors import Invalid
from consult.models import Consultation, Organisation, OutboxMail, Person

#: The register was set up before the first consultation began.
REGISTERED_BEFORE = timedelta(days=140)

PLAYS: dict[str, Callable[[Story, Event], None]] = {
    "create": setting.create,
    "appoint": setting.appoint,
    "request": setting.request,
    "stages": setting.stages,
    "draft": setting.draft,
    "background": setting.background,
    "invite": setting.invite,
    "open": setting.open_,
    "round": setting.round_,
    "file": setting.file,
    "comment": saying.comment,
    "reply": saying.reply,
    "reword": saying.propose,
    "add": saying.propose,
    "remove": saying.propose,
    "move": saying.propose,
    "revise": saying.revise,
    "withdraw": saying.withdraw,
    "support": saying.support,
    "send": saying.send,
    "type": saying.type_,
    "decide": deciding.decide,
    "undo": deciding.undo,
    "ask": deciding.ask,
    "clarify": deciding.clarify,
    "publish": deciding.publish,
    "workshop": meeting.workshop,
    "notes": meeting.notes,
    "gather": meeting.gather,
    "aside": meeting.aside,
}


def load_demo(session: Session, *, now: datetime) -> tuple[Consultation, ...]:
    """Play every story with days counted from `now`; a database that is not empty is left as it is."""
    if not _is_empty(session):
        raise Invalid("The demonstration can only be loaded into an empty database.")
    calendar = Calendar(now)
    register = add_register(session, read_register(), now=now - REGISTERED_BEFORE)
    stories = {name: Story(session, calendar, register) for name in STORIES}
    for name, event in _in_order(calendar):
        _play(name, stories[name], event)
    # The mails of the past leave now: none of them has waited for a worker.
    session.execute(update(OutboxMail).values(next_try_at=now))
    session.flush()
    return tuple(story.consultation for story in stories.values())


def _is_empty(session: Session) -> bool:
    tables = (Person, Organisation, Consultation)
    return all(session.scalar(select(table.id).limit(1)) is None for table in tables)


def _in_order(calendar: Calendar) -> Iterator[tuple[str, Event]]:
    every = [(name, event) for name in STORIES for event in read_events(name)]
    yield from sorted(every, key=lambda pair: calendar.instant(pair[1]["at"]))


def _play(name: str, story: Story, event: Event) -> None:
    try:
        PLAYS[event["do"]](story, event)
    except Exception as error:
        error.add_note(f"in the story {name}: {event}")
        raise
