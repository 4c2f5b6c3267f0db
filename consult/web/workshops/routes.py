"""Every view of the blueprint, gathered for registration."""

from consult.web.workshops import (
    bringing,
    details,
    gathering,
    hiding,
    index,
    pasting,
    pointing,
    poster,
    proposing,
)
from consult.web.workshops.blueprint import blueprint

__all__ = [
    "blueprint",
    "bringing",
    "details",
    "gathering",
    "hiding",
    "index",
    "pasting",
    "pointing",
    "poster",
    "proposing",
]
