"""Who somebody is and what they may do: identities, permissions, and the one function that answers."""

from consult.security.identity import ANONYMOUS, Identity, load_identity
from consult.security.permission_map import Place
from consult.security.permissions import Permission
from consult.security.permits import permits

__all__ = ["ANONYMOUS", "Identity", "Permission", "Place", "load_identity", "permits"]
