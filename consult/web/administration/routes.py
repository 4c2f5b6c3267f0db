"""Every view of the blueprint, gathered for registration."""

from consult.web.administration import agents, organisations, people
from consult.web.administration.blueprint import blueprint

__all__ = ["agents", "blueprint", "organisations", "people"]
