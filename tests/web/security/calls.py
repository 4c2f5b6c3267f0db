"""A call that the agent is entering for an organisation and has not sent."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models import Channel, CommentKind, Person, Version, Voice
from consult.services.arrivals import begin_arrival
from consult.services.comments import make_comment


def enter_call(
    session: Session,
    voice: Voice,
    version: Version,
    *,
    agent: Person,
    mark: Callable[[str], str],
    now: datetime,
) -> int:
    """One comment as it was told, and who told it; the id of the arrival."""
    arrival = begin_arrival(
        session,
        voice,
        channel=Channel.PHONE,
        arrived_on=now.date(),
        told_by=mark("teller"),
        zone="Europe/Helsinki",
        actor=agent,
        now=now,
    )
    make_comment(
        session,
        version,
        "b4",
        voice=voice,
        kind=CommentKind.OTHER,
        words=mark("entering"),
        actor=agent,
        now=now,
        arrival=arrival,
    )
    return arrival.id
