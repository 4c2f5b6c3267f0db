"""From which network a request comes, as a word that does not tell it."""

import hashlib
import hmac
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

from consult.web.current import config

PREFIX_OF_A_HOUSE = 64


def network() -> str:
    """One house has one address, or one network of the newer kind; hashed with the key of the site."""
    return hashed(_address(request.remote_addr or ""))


def hashed(word: str) -> str:
    """A word under which something is counted and that nobody reads back."""
    key = config().secret_key.encode()
    return hmac.new(key, f"phone note {word}".encode(), hashlib.sha256).hexdigest()[:32]


def _address(given: str) -> str:
    try:
        address = ip_address(given)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(ip_network((address, PREFIX_OF_A_HOUSE), strict=False))
    return str(address)
