"""The small engine that answers; what no rule permits is refused."""

from consult.security.identity import Identity
from consult.security.permission_map import RULES, Place
from consult.security.permissions import Permission

NOWHERE = Place()


def permits(identity: Identity, permission: Permission, place: Place = NOWHERE) -> bool:
    """Whether this identity has this permission in this place."""
    rule = RULES.get(permission)
    return rule is not None and rule(identity, place)
