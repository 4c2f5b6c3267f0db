"""The permission map as a table: every permission × every kind of reader × every kind of place."""

import pytest

from consult.models import Access
from consult.security import ANONYMOUS, Identity, Permission, Place, permits
from consult.security.permission_map import RULES

HERE, ELSEWHERE = 1, 2

READERS = {
    "anonymous": ANONYMOUS,
    "stranger": Identity(person_id=1),
    "member": Identity(person_id=2, member_of=frozenset({7}), participates={HERE: (7,)}),
    "lead": Identity(person_id=3, leads=frozenset({7}), member_of=frozenset({7}), participates={HERE: (7,)}),
    "member elsewhere": Identity(person_id=4, member_of=frozenset({8}), participates={ELSEWHERE: (8,)}),
    "agent": Identity(person_id=5, agent_of=frozenset({HERE})),
    "agent elsewhere": Identity(person_id=6, agent_of=frozenset({ELSEWHERE})),
    "administrator": Identity(person_id=7, is_administrator=True),
    "came by invitation": Identity(
        person_id=8, invited_to=HERE, member_of=frozenset({7}), participates={HERE: (7,)}
    ),
}
PLACES = {
    "nowhere": Place(),
    "public": Place(HERE, Access.PUBLIC, is_published=True),
    "unpublished": Place(HERE, Access.PUBLIC, is_published=False),
    "invited": Place(HERE, Access.INVITED, is_published=True),
}
EVERYBODY = frozenset(READERS)
SIGNED_IN = EVERYBODY - {"anonymous"}
PARTICIPANTS = frozenset({"member", "lead", "came by invitation"})
INSIDERS = PARTICIPANTS | {"agent", "administrator"}
INSIDE = frozenset({"public", "unpublished", "invited"})

#: permission → place → who may.
EXPECTED: dict[Permission, dict[str, frozenset[str]]] = {
    Permission.PUBLIC: dict.fromkeys(PLACES, EVERYBODY),
    Permission.HOLDER: dict.fromkeys(PLACES, EVERYBODY),
    Permission.SIGNED_IN: dict.fromkeys(PLACES, SIGNED_IN),
    Permission.ACCOUNT: dict.fromkeys(PLACES, SIGNED_IN - {"came by invitation"}),
    Permission.READ: {
        "nowhere": frozenset(),
        "public": EVERYBODY,
        "unpublished": INSIDERS,
        "invited": INSIDERS,
    },
    Permission.CONTRIBUTE: {"nowhere": frozenset(), **dict.fromkeys(INSIDE, PARTICIPANTS)},
    Permission.SPEAK: {"nowhere": frozenset(), **dict.fromkeys(INSIDE, PARTICIPANTS | {"agent"})},
    Permission.ENDORSE: {"nowhere": frozenset(), **dict.fromkeys(INSIDE, frozenset({"lead"}))},
    Permission.COORDINATE: {"nowhere": frozenset(), **dict.fromkeys(INSIDE, frozenset({"agent"}))},
    Permission.CREATE: dict.fromkeys(PLACES, frozenset({"administrator", "agent", "agent elsewhere"})),
    Permission.ADMINISTER: dict.fromkeys(PLACES, frozenset({"administrator"})),
    Permission.DEVELOP: dict.fromkeys(PLACES, EVERYBODY),
}


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("reader", READERS)
def test_map(permission: Permission, place: str, reader: str) -> None:
    expected = reader in EXPECTED[permission][place]
    assert permits(READERS[reader], permission, PLACES[place]) is expected


def test_every_permission_has_a_rule() -> None:
    assert set(RULES) == set(Permission)
