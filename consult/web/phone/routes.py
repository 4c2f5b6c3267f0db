"""Every view of the blueprint, gathered for registration."""

from consult.web.phone import entering, noting
from consult.web.phone.blueprint import blueprint

__all__ = ["blueprint", "entering", "noting"]
