"""Two consultations in one of four states, with something of every kind in them, and one person per role."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.models import (
    Access,
    Consultation,
    OutboxMail,
    Visibility,
)
from consult.services.intakes import discard_intake
from consult.services.sessions import start_session
from tests.factories import DAY, NOW, make_person
from tests.web.security.builder import Builder
from tests.web.security.places import A_WHILE, Place

#: A moment after the round has closed.
LATER = NOW + 13 * DAY
HERE, ELSEWHERE = "taalla", "muualla"


class State(StrEnum):
    """How far a consultation has come."""

    UNPUBLISHED = "unpublished"
    OPEN = "open"
    CLOSED = "closed"
    FILED = "filed"

    @property
    def now(self) -> datetime:
        """What the clock shows then."""
        return LATER if self in (State.CLOSED, State.FILED) else NOW


class Role(StrEnum):
    """Who asks."""

    ANONYMOUS = "anonymous"
    OUTSIDER = "outsider"
    MEMBER = "member"
    LEAD = "lead"
    AGENT = "agent"
    FOREIGN_AGENT = "foreign agent"
    ADMINISTRATOR = "administrator"


@dataclass
class World:
    """The consultation that is asked about, another one beside it, and a signed-in secret per role."""

    state: State
    here: Place
    elsewhere: Place
    secrets: dict[Role, str]


def build_worlds(session: Session, *, mark: str = HERE) -> Iterator[World]:
    """The world in one state after another; the consultation elsewhere is older and has more in it.

    What is yielded holds until the next one is asked for: commit and copy it before.
    """
    here = Builder(session, "Lausunto suunnitelmasta", mark, starts=NOW - 2 * A_WHILE)
    elsewhere = Builder(session, "Toinen lausunto", ELSEWHERE, starts=NOW - 20 * DAY)
    elsewhere.consultation.access = Access.INVITED
    elsewhere.publish()
    elsewhere.speak(extra=3)
    elsewhere.reconcile()
    administrator = make_person(session, "Ylläpitäjä", is_administrator=True)
    people = {
        Role.OUTSIDER: elsewhere.cast.lead,
        Role.MEMBER: here.cast.member,
        Role.LEAD: here.cast.lead,
        Role.AGENT: here.cast.agent,
        Role.FOREIGN_AGENT: elsewhere.cast.agent,
        Role.ADMINISTRATOR: administrator,
    }
    for state in State:
        _advance(here, state)
        secrets = {role: start_session(session, person, now=state.now) for role, person in people.items()}
        # Mails are as fresh as if the worker had just been started.
        session.execute(update(OutboxMail).values(next_try_at=state.now))
        yield World(state, deepcopy(here.place), elsewhere.place, secrets)


def _advance(here: Builder, state: State) -> None:
    match state:
        case State.UNPUBLISHED:
            here.bring()
        case State.OPEN:
            discard_intake(here.session, here.document, actor=here.cast.agent, now=here.starts)
            here.publish()
            here.speak()
        case State.CLOSED:
            here.reconcile()
        case State.FILED:
            here.finish()


def restrict(session: Session, place: Place, visibility: Visibility) -> None:
    """Who sees others' words, chosen afterwards."""
    found = session.scalars(select(Consultation).where(Consultation.id == place.consultation_id)).one()
    found.visibility = visibility
