"""What may be done in every state by every role: each cell of the table beside this file is tried."""

from enum import StrEnum
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.errors import DomainError
from consult.models import Consultation, MemberRole, Organisation, Person, StageKind
from consult.reports.stages import StepState, load_standing
from consult.security import ANONYMOUS, Identity, load_identity, permits
from consult.services.organisations import add_member
from tests.factories import NOW, make_consultation, make_person
from tests.services.states import DEEDS, Deed, State, World, build_world

TABLE = Path(__file__).parent / "state_table.txt"
DONE, FORBIDDEN, REFUSED, SENSELESS = "y", "-", "x", "."


class Role(StrEnum):
    """Who tries."""

    ANONYMOUS = "anonymous"
    MEMBER = "member"
    OTHER = "other organisation's lead"
    LEAD = "lead"
    AGENT = "agent"
    FOREIGN = "agent of another consultation"
    ADMINISTRATOR = "administrator"


def cast(world: World) -> dict[Role, Person | None]:
    """One person for each role."""
    session = world.session
    member, other, foreign = (make_person(session) for _ in range(3))
    for voice, person, role in (
        (world.voice, member, MemberRole.MEMBER),
        (world.other_voice, other, MemberRole.LEAD),
    ):
        organisation = session.get_one(Organisation, voice.organisation_id)
        add_member(session, organisation, person, role=role, now=NOW)
    make_consultation(session, foreign, "Toinen")
    return {
        Role.ANONYMOUS: None,
        Role.MEMBER: member,
        Role.OTHER: other,
        Role.LEAD: world.lead,
        Role.AGENT: world.agent,
        Role.FOREIGN: foreign,
        Role.ADMINISTRATOR: make_person(session, is_administrator=True),
    }


def attempt(world: World, deed: Deed, person: Person | None) -> str:
    """Try it and undo it: one letter for what came of it."""
    identity: Identity = ANONYMOUS if person is None else load_identity(world.session, person)
    if person is None or not permits(identity, deed.permission, world.place()):
        return FORBIDDEN
    savepoint = world.session.begin_nested()
    try:
        deed.do(world, person, identity)
    except DomainError:
        return REFUSED
    except AssertionError:  # what it is done to does not exist in this state
        return SENSELESS
    else:
        return DONE
    finally:
        savepoint.rollback()


def expected() -> dict[tuple[str, str], str]:
    """The table: a letter per role in the cell of an action and a state."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    _, *states = lines[0].split()
    rows = [line.split() for line in lines[1:]]
    return {(name, state): cell for name, *cells in rows for state, cell in zip(states, cells, strict=True)}


@pytest.mark.parametrize("state", State)
def test_every_cell(session: Session, consultation: Consultation, agent: Person, state: State) -> None:
    world = build_world(session, consultation, agent, state)
    people = cast(world)
    found = {
        (name, state.value): "".join(attempt(world, deed, person) for person in people.values())
        for name, deed in DEEDS.items()
    }
    wanted = {key: cell for key, cell in expected().items() if key[1] == state.value}
    assert found == wanted


STAGES = {
    State.UNPUBLISHED: StageKind.NOTICED,
    State.TIMETABLED: StageKind.PLANNING,
    State.PUBLISHED: StageKind.DRAFTING,
    State.PLANNED: StageKind.DRAFTING,
    State.OPEN: StageKind.COMMENTING,
    State.CLOSED: StageKind.RECONCILING,
    State.LATE: StageKind.RECONCILING,
    State.NEWER: StageKind.PUBLISHED,
    State.APPROVED: StageKind.APPROVED,
    State.SIGNING: StageKind.ENDORSING,
    State.SIGNED: StageKind.APPROVED,
    State.EXPORTED: StageKind.EXPORTED,
    State.FILED: StageKind.FOLLOWING,
    State.ARCHIVED: StageKind.ARCHIVED,
    State.CANCELLED: StageKind.CANCELLED,
}


@pytest.mark.parametrize("state", State)
def test_every_state_is_a_step_of_its_own(
    session: Session, consultation: Consultation, agent: Person, state: State
) -> None:
    world = build_world(session, consultation, agent, state)
    standing = load_standing(session, consultation, world.now)
    assert standing.stage is STAGES[state]
    present = [step.kind for step in standing.steps if step.state is StepState.CURRENT]
    assert present == [STAGES[state]]


#: What brings a stage about, and what undoes it. What is not here is final: a published version, a round that
#: has opened or closed, and filing, each of which says so on its page.
BACK = {
    ("take-out", State.APPROVED): "undo-taking-out",
    ("approve", State.NEWER): "withdraw-approval",
    ("cancel", State.OPEN): "resume",
    ("archive", State.FILED): "resume",
    ("ask-signatures", State.APPROVED): "end-signing",
}


@pytest.mark.parametrize(("deed", "state"), list(BACK))
def test_a_stage_is_undone(
    session: Session, consultation: Consultation, agent: Person, deed: str, state: State
) -> None:
    world = build_world(session, consultation, agent, state)
    identity = load_identity(session, agent)
    DEEDS[deed].do(world, agent, identity)
    assert load_standing(session, consultation, world.now).stage is not STAGES[state]
    DEEDS[BACK[deed, state]].do(world, agent, identity)
    assert load_standing(session, consultation, world.now).stage is STAGES[state]
