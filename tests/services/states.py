"""A consultation in every state, and what can be done in it: the columns and rows of the state table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from consult.models import (
    Access,
    Admission,
    CommentKind,
    Consultation,
    Person,
    Round,
    StageKind,
    Stance,
    Version,
    Voice,
)
from consult.security import ANONYMOUS, Identity, Permission, Place, load_identity
from consult.services.admissions import admit_late, revoke_admission
from consult.services.answers import send_answer
from consult.services.approvals import withdraw_approval
from consult.services.comments import make_comment
from consult.services.documents import store_version
from consult.services.drafts import save_draft
from consult.services.endings import archive_consultation, cancel_consultation, resume_consultation
from consult.services.exports import take_out, undo_taking_out
from consult.services.proposals import make_proposal
from consult.services.reconcilable import require_reconciling
from consult.services.rounds import cancel_round, move_closing, move_round, open_round
from consult.services.stages import plan_stages
from consult.services.submissions import file_version
from consult.services.voices import office_voice
from consult.services.wishes import Reword
from tests.factories import DAY, NOW, make_participant, make_text, make_version
from tests.services.signing_deeds import approve_text, ask_signatures, end_signing, sign, write_around


class State(StrEnum):
    """How far a consultation has come."""

    UNPUBLISHED = "unpublished"
    TIMETABLED = "timetabled"
    PUBLISHED = "published"
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    LATE = "late"
    NEWER = "newer"
    APPROVED = "approved"
    SIGNING = "signing"
    SIGNED = "signed"
    EXPORTED = "exported"
    FILED = "filed"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


@dataclass
class World:
    """One consultation in a state; `voice` is the one that is let in late."""

    session: Session
    state: State
    consultation: Consultation
    agent: Person
    voice: Voice
    lead: Person
    other_voice: Voice
    now: datetime = NOW
    version: Version | None = None
    round: Round | None = None
    admission: Admission | None = None

    def place(self) -> Place:
        """Where the permissions are asked."""
        return Place(self.consultation.id, Access.PUBLIC, is_published=self.version is not None)

    def voice_of(self, identity: Identity) -> Voice:
        """In whose name a role speaks."""
        own = identity.organisations_in(self.consultation.id)
        return self.other_voice if self.other_voice.organisation_id in own else self.voice


ORDER = tuple(State)


def build_world(session: Session, consultation: Consultation, agent: Person, state: State) -> World:
    """Everything up to the state, through the services."""
    voice, lead = make_participant(session, consultation, agent, "Kylän tuki ry")
    other_voice, _ = make_participant(session, consultation, agent, "Harjun tuki ry")
    world = World(session, state, consultation, agent, voice, lead, other_voice)
    for step in ORDER[: ORDER.index(state) + 1]:
        if state in LEADING_TO.get(step, {step}) or step not in LEADING_TO:
            BUILD[step](world)
    return world


def _publish(world: World) -> None:
    world.version = make_version(world.session, world.consultation, world.agent, make_text("Yksi.", "Kaksi."))


def _plan(world: World) -> None:
    world.round = open_round(
        world.session,
        world.consultation,
        opens_at=NOW + DAY,
        closes_at=NOW + 9 * DAY,
        actor=world.agent,
        now=NOW,
    )


def _pass(days: int) -> Callable[[World], None]:
    def step(world: World) -> None:
        world.now = NOW + days * DAY

    return step


def _let_in(world: World) -> None:
    world.admission = admit_late(
        world.session,
        world.voice,
        until=world.now + DAY,
        reason="Kokous siirtyi.",
        actor=world.agent,
        now=world.now,
    )


def _newer(world: World) -> None:
    assert world.version is not None
    world.version = store_version(
        world.session,
        world.version.document,
        make_text("Yksi.", "Kolme."),
        number=2,
        title="Lausunto",
        actor=world.agent,
        now=world.now,
    )


def file(world: World, actor: Person) -> None:
    """The newest version is filed."""
    assert world.version is not None
    file_version(
        world.session,
        world.consultation,
        world.version,
        channel="Sähköposti",
        filed_at=world.now,
        receipt="",
        actor=actor,
        now=world.now,
    )


def cancel(world: World, actor: Person) -> None:
    """The work is cancelled."""
    cancel_consultation(world.session, world.consultation, reason="Syy.", actor=actor, now=world.now)


def archive(world: World, actor: Person) -> None:
    """The work is archived."""
    archive_consultation(world.session, world.consultation, actor=actor, now=world.now)


def _sign_and_end(world: World) -> None:
    sign(world, world.lead, load_identity(world.session, world.lead))
    world.now += DAY
    end_signing(world, world.agent, ANONYMOUS)


def export(world: World, actor: Person, _: Identity) -> None:
    """The newest version is taken out."""
    assert world.version is not None
    take_out(world.session, world.consultation, world.version, actor=actor, now=world.now)


def _undo_export(world: World, actor: Person, _: Identity) -> None:
    assert world.version is not None
    undo_taking_out(world.session, world.consultation, world.version, actor=actor, now=world.now)


def _withdraw(world: World, actor: Person, _: Identity) -> None:
    assert world.version is not None
    withdraw_approval(world.session, world.consultation, world.version, actor=actor, now=world.now)


BUILD: Mapping[State, Callable[[World], None]] = {
    State.UNPUBLISHED: lambda world: None,
    State.TIMETABLED: lambda world: _timetable(world, world.agent, ANONYMOUS),
    State.PUBLISHED: _publish,
    State.PLANNED: _plan,
    State.OPEN: _pass(2),
    State.CLOSED: _pass(10),
    State.LATE: _let_in,
    State.NEWER: _newer,
    State.APPROVED: lambda world: approve_text(world, world.agent, ANONYMOUS),
    State.SIGNING: lambda world: ask_signatures(world, world.agent, ANONYMOUS),
    State.SIGNED: _sign_and_end,
    State.EXPORTED: lambda world: export(world, world.agent, ANONYMOUS),
    State.FILED: lambda world: file(world, world.agent),
    State.ARCHIVED: lambda world: archive(world, world.agent),
    State.CANCELLED: lambda world: cancel(world, world.agent),
}
#: Steps that are not on the way to every later state.
LEADING_TO: Mapping[State, frozenset[State]] = {
    State.LATE: frozenset({State.LATE}),
    State.TIMETABLED: frozenset({State.TIMETABLED}),
    State.APPROVED: frozenset({State.APPROVED, State.EXPORTED}),
    State.SIGNING: frozenset({State.SIGNING, State.SIGNED}),
    State.SIGNED: frozenset({State.SIGNED}),
    State.EXPORTED: frozenset({State.EXPORTED}),
    State.FILED: frozenset({State.FILED, State.ARCHIVED}),
    State.ARCHIVED: frozenset({State.ARCHIVED}),
    State.CANCELLED: frozenset({State.CANCELLED}),
}


@dataclass(frozen=True)
class Deed:
    """One thing that can be tried: what it asks for, and how it is done."""

    permission: Permission
    do: Callable[[World, Person, Identity], object]


def _comment(world: World, actor: Person, identity: Identity) -> None:
    assert world.version is not None
    make_comment(
        world.session,
        world.version,
        "b1",
        voice=world.voice_of(identity),
        kind=CommentKind.MISSING,
        words="Puuttuu.",
        actor=actor,
        now=world.now,
    )


def _propose(world: World, actor: Person, identity: Identity) -> None:
    is_office = identity.is_agent_of(world.consultation.id)
    voice = office_voice(world.session, world.consultation.id) if is_office else world.voice_of(identity)
    assert world.version is not None
    make_proposal(
        world.session,
        world.version,
        Reword(("b1",), "Toisin."),
        voice=voice,
        rationale="Näin.",
        actor=actor,
        now=world.now,
    )


def _send(world: World, actor: Person, identity: Identity) -> None:
    voice = world.voice_of(identity)
    send_answer(world.session, voice, stance=Stance.ENDORSES, actor=actor, now=world.now)


def _keep(world: World, actor: Person, identity: Identity) -> None:
    save_draft(
        world.session,
        consultation_id=world.consultation.id,
        person=actor,
        form="f",
        fields={"text": "Kesken."},
        now=world.now,
    )


def _open_round(world: World, actor: Person, identity: Identity) -> None:
    opens_at, closes_at = world.now + 20 * DAY, world.now + 30 * DAY
    open_round(
        world.session,
        world.consultation,
        opens_at=opens_at,
        closes_at=closes_at,
        actor=actor,
        now=world.now,
    )


def _round(world: World) -> Round:
    assert world.round is not None
    return world.round


def _admit(world: World, actor: Person, identity: Identity) -> None:
    admit_late(
        world.session,
        world.other_voice,
        until=world.now + DAY,
        reason="Syy.",
        actor=actor,
        now=world.now,
    )


def _revoke(world: World, actor: Person, identity: Identity) -> None:
    assert world.admission is not None
    revoke_admission(world.session, world.voice, world.admission, actor=actor, now=world.now)


def _decide(world: World, actor: Person, identity: Identity) -> None:
    assert world.version is not None
    require_reconciling(world.session, world.version, world.now)


def _move(world: World, actor: Person, identity: Identity) -> None:
    times = {"opens_at": world.now + DAY, "closes_at": world.now + 3 * DAY}
    move_round(world.session, _round(world), **times, actor=actor, now=world.now)


def _move_closing(world: World, actor: Person, identity: Identity) -> None:
    later = _round(world).closes_at + DAY
    move_closing(world.session, _round(world), closes_at=later, actor=actor, now=world.now)


def _timetable(world: World, actor: Person, identity: Identity) -> None:
    stages = {StageKind.FILING: (world.now, None)}
    plan_stages(world.session, world.consultation, stages, actor=actor, now=world.now)


def _resume(world: World, actor: Person, identity: Identity) -> None:
    resume_consultation(world.session, world.consultation, actor=actor, now=world.now)


DEEDS: Mapping[str, Deed] = {
    "keep-draft": Deed(Permission.CONTRIBUTE, _keep),
    "comment": Deed(Permission.CONTRIBUTE, _comment),
    "propose": Deed(Permission.SPEAK, _propose),
    "send": Deed(Permission.CONTRIBUTE, _send),
    "plan-timetable": Deed(Permission.COORDINATE, _timetable),
    "open-round": Deed(Permission.COORDINATE, _open_round),
    "move-round": Deed(Permission.COORDINATE, _move),
    "cancel-round": Deed(
        Permission.COORDINATE,
        lambda world, actor, _: cancel_round(world.session, _round(world), actor=actor, now=world.now),
    ),
    "move-closing": Deed(Permission.COORDINATE, _move_closing),
    "let-in": Deed(Permission.COORDINATE, _admit),
    "revoke": Deed(Permission.COORDINATE, _revoke),
    "decide": Deed(Permission.COORDINATE, _decide),
    "approve": Deed(Permission.COORDINATE, approve_text),
    "withdraw-approval": Deed(Permission.COORDINATE, _withdraw),
    "ask-signatures": Deed(Permission.COORDINATE, ask_signatures),
    "sign": Deed(Permission.ENDORSE, sign),
    "end-signing": Deed(Permission.COORDINATE, end_signing),
    "write-around": Deed(Permission.COORDINATE, write_around),
    "take-out": Deed(Permission.COORDINATE, export),
    "undo-taking-out": Deed(Permission.COORDINATE, _undo_export),
    "file": Deed(Permission.COORDINATE, lambda world, actor, _: file(world, actor)),
    "cancel": Deed(Permission.COORDINATE, lambda world, actor, _: cancel(world, actor)),
    "archive": Deed(Permission.COORDINATE, lambda world, actor, _: archive(world, actor)),
    "resume": Deed(Permission.COORDINATE, _resume),
}
