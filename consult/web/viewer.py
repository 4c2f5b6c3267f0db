"""The reader as templates know them."""

from dataclasses import dataclass

from consult.security import Identity, Permission, Place, permits
from consult.web.current import identity, place


@dataclass(frozen=True)
class Viewer:
    """Who reads the page, and what they may do in this place."""

    person: Identity
    place: Place

    @property
    def is_signed_in(self) -> bool:
        """Whether the reader is somebody."""
        return self.person.is_signed_in

    def can(self, permission: str) -> bool:
        """Whether to show what asks for this permission: `viewer.can("coordinate")`."""
        return permits(self.person, Permission(permission), self.place)


def current_viewer() -> Viewer:
    """The reader of the page at hand."""
    return Viewer(person=identity(), place=place())
