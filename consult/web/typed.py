"""What the reader typed is shown back on an error page, so that nothing is lost."""

from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import HTTPException

#: What a page sends along by itself; nobody has typed these, or nobody else may read them.
HIDDEN = frozenset(
    {"csrf_token", "next", "language", "code", "secret", "page", "seen", "standing", "covered", "newest"}
    | {"version", "revision", "organisation", "input_hash", "block", "shown_deadline"}
)
MIN_LENGTH = 10


@dataclass(frozen=True)
class Typed:
    """One field as it was sent."""

    name: str
    text: str


def typed_texts() -> tuple[Typed, ...]:
    """The texts of the form that was sent; short values are choices and not worth showing."""
    if request.method == "GET":
        return ()
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:
        # Too large to be read at all.
        return ()
    return tuple(
        Typed(name, text) for name, text in fields if name not in HIDDEN and len(text.strip()) >= MIN_LENGTH
    )
