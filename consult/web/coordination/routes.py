"""Every view of the blueprint, gathered for registration."""

from consult.web.coordination import (
    desk,
    filing,
    log,
    organisations,
    questions,
    request,
    request_file,
    rounds,
    settings,
    signatures,
)
from consult.web.coordination.blueprint import blueprint

__all__ = [
    "blueprint",
    "desk",
    "filing",
    "log",
    "organisations",
    "questions",
    "request",
    "request_file",
    "rounds",
    "settings",
    "signatures",
]
