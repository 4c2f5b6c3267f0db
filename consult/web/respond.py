"""One way to answer: the page, or the named part of the same page that htmx asked for."""

from flask import Response, make_response, render_template, request
from jinja2_fragments.flask import render_block

OK = 200
TOO_MANY = 429
#: How long somebody is asked to wait who has done something too many times.
WAIT_SECONDS = "300"


def respond(
    template: str, fragment: str | tuple[str, ...] | None = None, status: int = OK, **context: object
) -> Response:
    """Render the template, or only its block `fragment` when htmx asked for a part of the page.

    With several names the block whose root has the target's id is rendered; the page when none has.
    """
    block = _wanted_block(fragment)
    body = render_template(template, **context) if block is None else render_block(template, block, **context)
    response = make_response(body, status)
    if status == TOO_MANY:
        response.headers["Retry-After"] = WAIT_SECONDS
    response.vary.update(["HX-Request", "HX-Target"])
    return response


def is_partial() -> bool:
    """Whether htmx asks for a part of a page: not boosted, not the whole body, not from its history."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Request-Type", "partial") == "partial"
        and "HX-Boosted" not in headers
        and "HX-History-Restore-Request" not in headers
    )


def _wanted_block(fragment: str | tuple[str, ...] | None) -> str | None:
    if fragment is None or not is_partial():
        return None
    if isinstance(fragment, str):
        return fragment
    # htmx 4 names the target as tag#id.
    target = request.headers.get("HX-Target", "").rpartition("#")[2]
    return target if target in fragment else None
