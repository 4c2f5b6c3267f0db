"""Which addresses a link may have, in both directions."""

import re
from urllib.parse import urlsplit

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LONGEST = 2000


def safe_link(address: str) -> str:
    """The address if it is http, https or mailto and well formed, else an empty string."""
    address = address.strip()
    if not address or len(address) > _LONGEST or _FORBIDDEN.search(address):
        return ""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme in {"http", "https"}:
        return address if parts.hostname else ""
    return address if parts.scheme == "mailto" and "@" in parts.path else ""
