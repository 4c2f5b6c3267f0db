"""From where a note comes: a browser by a random word in its cookie, a room by its address, both hashed."""

import hashlib
import hmac
import secrets
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request
from flask import session as cookie

from consult.services.phone_notes import Sender
from consult.web.current import config

COOKIE_WORD = "phone"
PREFIX_OF_A_HOUSE = 64


def sender() -> Sender:
    """The keys under which this request is counted."""
    if not isinstance(cookie.get(COOKIE_WORD), str):
        cookie[COOKIE_WORD] = secrets.token_hex(12)
    return Sender(_hashed(cookie[COOKIE_WORD]), _hashed(_address(request.remote_addr or "")))


def _address(given: str) -> str:
    """One house has one address, or one network of the newer kind."""
    try:
        address = ip_address(given)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(ip_network((address, PREFIX_OF_A_HOUSE), strict=False))
    return str(address)


def _hashed(word: str) -> str:
    key = config().secret_key.encode()
    return hmac.new(key, f"phone note {word}".encode(), hashlib.sha256).hexdigest()[:32]
