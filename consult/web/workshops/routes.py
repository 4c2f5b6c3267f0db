"""Every view of the blueprint, gathered for registration."""

from consult.web.workshops import details, gathering, hiding, index, pasting, pointing, poster
from consult.web.workshops.blueprint import blueprint

__all__ = ["blueprint", "details", "gathering", "hiding", "index", "pasting", "pointing", "poster"]
