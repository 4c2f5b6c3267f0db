"""The one permission map: what each permission asks of an identity in a place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from consult.models import Access
from consult.security.identity import Identity
from consult.security.permissions import Permission


@dataclass(frozen=True)
class Place:
    """The consultation that is asked about; nowhere when the route belongs to none."""

    consultation_id: int | None = None
    access: Access = Access.INVITED
    is_published: bool = False
    #: Cancelled or archived: read, and no longer written.
    is_over: bool = False


Rule = Callable[[Identity, Place], bool]


def _anybody(_identity: Identity, _place: Place) -> bool:
    return True


def _signed_in(identity: Identity, _place: Place) -> bool:
    return identity.is_signed_in


def _account(identity: Identity, _place: Place) -> bool:
    """One's own affairs need a sign-in of one's own: the link of an invitation may have been forwarded."""
    return identity.is_signed_in and identity.invited_to is None


def _read(identity: Identity, place: Place) -> bool:
    if place.consultation_id is None:
        return False
    is_open = place.access is Access.PUBLIC and place.is_published
    return (
        is_open or identity.is_administrator or _coordinate(identity, place) or _contribute(identity, place)
    )


def _contribute(identity: Identity, place: Place) -> bool:
    return identity.takes_part_in(place.consultation_id)


def _coordinate(identity: Identity, place: Place) -> bool:
    return identity.is_agent_of(place.consultation_id)


def _speak(identity: Identity, place: Place) -> bool:
    """Those who contribute speak for their organisation, the agent enters what came on paper or by mail."""
    return _contribute(identity, place) or _coordinate(identity, place)


def _endorse(identity: Identity, place: Place) -> bool:
    """Only a lead signs, for an organisation that takes part."""
    return any(found in identity.leads for found in identity.organisations_in(place.consultation_id))


def _create(identity: Identity, _place: Place) -> bool:
    return identity.is_privileged


def _administer(identity: Identity, _place: Place) -> bool:
    return identity.is_administrator


RULES: Mapping[Permission, Rule] = MappingProxyType(
    {
        Permission.PUBLIC: _anybody,
        # Whoever holds the secret in the address: the view finds what it opens, or nothing.
        Permission.HOLDER: _anybody,
        Permission.SIGNED_IN: _signed_in,
        Permission.ACCOUNT: _account,
        Permission.READ: _read,
        Permission.CONTRIBUTE: _contribute,
        Permission.SPEAK: _speak,
        Permission.ENDORSE: _endorse,
        Permission.COORDINATE: _coordinate,
        Permission.CREATE: _create,
        Permission.ADMINISTER: _administer,
        # The pages that ask for this are only there in demonstration mode.
        Permission.DEVELOP: _anybody,
    }
)
