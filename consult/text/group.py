"""Changes that belong to one decision."""

from dataclasses import dataclass, field

from consult.text.block import Fragment
from consult.text.change import Place
from consult.text.relation import Level


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One change of one proposal."""

    proposal: str
    change: int

    def __str__(self) -> str:
        return f"{self.proposal}:{self.change}"


@dataclass(frozen=True, slots=True)
class Group:
    """Members decided together.

    `key` is another as soon as a member or its words are. `suggestion` is the place with all members'
    words, where none collide. `alike` are the members that say the same as each other.
    """

    key: str
    level: Level
    members: tuple[Member, ...]
    place: Place
    suggestion: Fragment | None = None
    alike: tuple[tuple[Member, ...], ...] = field(default=())
