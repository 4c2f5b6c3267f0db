"""Secrets leave once, in a mail or a cookie; the database keeps only what they hash to."""

import hashlib
import secrets

CODE_DIGITS = 8


def new_secret() -> str:
    """256 bits of randomness that fit an address."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """A long random secret needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_code() -> str:
    """Eight digits that a person can type."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def hash_code(code: str, salt: str) -> str:
    """A short code gets a slow, salted hash, so that a stolen database does not give it away in time."""
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=2**14, r=8, p=1, dklen=32).hex()
