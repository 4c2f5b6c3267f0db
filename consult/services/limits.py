"""How long what is typed may be: a name 255 characters, a text field 20 kB."""

from consult.errors import Invalid

MAX_NAME = 255
MAX_TEXT_BYTES = 20_000


def require_length(name: str, *, field: str, limit: int = MAX_NAME) -> None:
    """A title or a name fits its column."""
    if len(name) > limit:
        raise Invalid("This can be at most %(limit)s characters.", field=field, limit=limit)


def require_size(words: str, *, field: str) -> None:
    """A text field takes at most 20 kB."""
    if len(words.encode()) > MAX_TEXT_BYTES:
        raise Invalid("The text is too long. It can be at most 20 kB.", field=field)
