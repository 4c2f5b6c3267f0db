"""Every view of the blueprint, gathered for registration."""

from consult.web.coordination import (
    counting_back,
    desk,
    filing,
    letterhead,
    log,
    organisations,
    questions,
    request,
    request_file,
    rounds,
    settings,
)
from consult.web.coordination.blueprint import blueprint

__all__ = [
    "blueprint",
    "counting_back",
    "desk",
    "filing",
    "letterhead",
    "log",
    "organisations",
    "questions",
    "request",
    "request_file",
    "rounds",
    "settings",
]
