"""Every view of the blueprint, gathered for registration."""

from consult.web.administration import (
    agents,
    bringing,
    details,
    exporting,
    log,
    mails,
    organisations,
    people,
    register,
)
from consult.web.administration.blueprint import blueprint

__all__ = [
    "agents",
    "blueprint",
    "bringing",
    "details",
    "exporting",
    "log",
    "mails",
    "organisations",
    "people",
    "register",
]
