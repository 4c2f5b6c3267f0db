"""A path to go to next, believed only when it stays on this site."""

import re

#: A path starts with one slash and holds nothing that some browser would read as another host.
LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\xa0\u2028\u2029]*")
HIDDEN = re.compile(r"^/(%2f|%5c|%09|%0a|%0d|%00)", re.IGNORECASE)
MAX_PATH = 500


def local_path(value: str | None, fallback: str = "/") -> str:
    """The value when it is a path of this site, else the fallback."""
    if not value or len(value) > MAX_PATH or not LOCAL.fullmatch(value) or HIDDEN.match(value):
        return fallback
    return value
