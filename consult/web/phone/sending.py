"""From where a note comes: a browser by a random word in its cookie, a room by its address, both hashed."""

import secrets

from flask import session as cookie

from consult.services.phone_notes import Sender
from consult.web.network import hashed, network

COOKIE_WORD = "phone"


def sender() -> Sender:
    """The keys under which this request is counted."""
    if not isinstance(cookie.get(COOKIE_WORD), str):
        cookie[COOKIE_WORD] = secrets.token_hex(12)
    return Sender(hashed(cookie[COOKIE_WORD]), network())
