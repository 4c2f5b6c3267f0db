"""Secrets leave once, in a mail or a cookie; the database keeps only what they hash to."""

import base64
import hashlib
import hmac
import secrets

CODE_DIGITS = 8


def new_secret() -> str:
    """256 bits of randomness that fit an address."""
    return secrets.token_urlsafe(32)


def derive_secret(key: str, *about: object) -> str:
    """256 bits that only the holder of the key can make again: a mail sent twice carries the same link."""
    return base64.urlsafe_b64encode(_keyed(key, *about)).rstrip(b"=").decode()


def derive_code(key: str, *about: object) -> str:
    """Eight digits of the same kind."""
    return f"{int.from_bytes(_keyed(key, *about)) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _keyed(key: str, *about: object) -> bytes:
    return hmac.digest(key.encode(), ":".join(map(str, about)).encode(), "sha256")


def hash_secret(secret: str) -> str:
    """A long random secret needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hash_code(code: str, salt: str) -> str:
    """A short code gets a slow, salted hash, so that a stolen database does not give it away in time."""
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=2**14, r=8, p=1, dklen=32).hex()
