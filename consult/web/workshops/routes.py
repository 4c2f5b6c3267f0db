"""Every view of the blueprint, gathered for registration."""

from consult.web.workshops import details, index, pasting
from consult.web.workshops.blueprint import blueprint

__all__ = ["blueprint", "details", "index", "pasting"]
