"""Every view of the blueprint, gathered for registration."""

from consult.web.workshops import details, index, pasting, poster
from consult.web.workshops.blueprint import blueprint

__all__ = ["blueprint", "details", "index", "pasting", "poster"]
