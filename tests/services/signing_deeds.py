"""What can be done about signing in a state: for the state table."""

from typing import TYPE_CHECKING

from consult.models import EndorsementRound, Person
from consult.security import Identity
from consult.services.endorsement_rounds import end_endorsing, open_endorsing, present_endorsing
from consult.services.endorsements import Seen, endorse
from consult.services.letters import Parts, save_letter
from tests.factories import DAY
from tests.signing import SIGNED, ZONE, approve

if TYPE_CHECKING:
    from tests.services.states import World


def approve_text(world: "World", actor: Person, _: Identity) -> None:
    """The newest version is approved."""
    assert world.version is not None
    approve(world.session, world.consultation, world.version, actor, now=world.now)


def ask_signatures(world: "World", actor: Person, identity: Identity) -> None:
    """It is approved and opened to be signed."""
    assert world.version is not None
    approve_text(world, actor, identity)
    open_endorsing(
        world.session,
        world.consultation,
        world.version,
        opens_at=world.now,
        closes_at=world.now + 7 * DAY,
        actor=actor,
        now=world.now,
    )


def sign(world: "World", actor: Person, identity: Identity) -> None:
    """A lead signs."""
    round_ = _round(world)
    endorse(
        world.session,
        round_,
        world.voice_of(identity),
        SIGNED,
        seen=Seen(round_.version_hash),
        actor=actor,
        signed_in_at=world.now,
        zone=ZONE,
        now=world.now,
    )


def end_signing(world: "World", actor: Person, _: Identity) -> None:
    """The agent ends it."""
    end_endorsing(world.session, _round(world), actor=actor, now=world.now)


def write_around(world: "World", actor: Person, _: Identity) -> None:
    """What stands around the text is saved."""
    save_letter(world.session, world.consultation, Parts(place="Harju"), actor=actor, now=world.now)


def _round(world: "World") -> EndorsementRound:
    round_ = present_endorsing(world.session, world.consultation.id)
    assert round_ is not None
    return round_
