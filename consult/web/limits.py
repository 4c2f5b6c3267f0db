"""How much a request may carry: a form little, a document's form more, an upload the most."""

from collections.abc import Callable
from enum import IntEnum
from typing import TypeVar

from flask import current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

MEGABYTE = 1024 * 1024
MAX_FIELDS = 1000
ATTRIBUTE = "consult_size"

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Size(IntEnum):
    """What a view takes, in bytes of the whole request."""

    FORM = 1 * MEGABYTE
    DOCUMENT = 3 * MEGABYTE
    UPLOAD = 11 * MEGABYTE


def accepts(size: Size) -> Callable[[View], View]:
    """Declare that a view takes more than an ordinary form."""

    def declare(view: View) -> View:
        setattr(view, ATTRIBUTE, size)
        return view

    return declare


def limit_size() -> None:
    """Before anything is read: hold the request to what its view takes."""
    view = current_app.view_functions.get(request.endpoint or "")
    size = getattr(view, ATTRIBUTE, Size.FORM)
    request.max_content_length = size
    request.max_form_memory_size = min(size, Size.DOCUMENT)
    request.max_form_parts = MAX_FIELDS
    if request.content_length is not None and request.content_length > size:
        raise RequestEntityTooLarge
    if len(request.form) > MAX_FIELDS:
        raise RequestEntityTooLarge
