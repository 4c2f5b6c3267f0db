"""Every view of the blueprint, gathered for registration."""

from consult.web.own import account, organisation, record, removal
from consult.web.own.blueprint import blueprint

__all__ = ["account", "blueprint", "organisation", "record", "removal"]
