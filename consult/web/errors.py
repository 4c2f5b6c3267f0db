"""Every failure becomes one page with a sentence for the reader; what was typed is shown back."""

import structlog
from flask import Flask, Response, make_response, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from consult.errors import Conflict, DomainError, TooMany
from consult.web import transaction
from consult.web.current import identity, request_id
from consult.web.i18n import sentence
from consult.web.local_path import local_path
from consult.web.respond import WAIT_SECONDS
from consult.web.typed import typed_texts

log = structlog.get_logger("consult.web")

BUSY = 503
FORBIDDEN = 403
RETRY_SECONDS = "3"
BUSY_SIGNS = ("database is locked", "could not serialize", "deadlock detected")

TITLES = {
    400: lazy_gettext("The address or the form was not understood"),
    403: lazy_gettext("You may not do this"),
    404: lazy_gettext("There is no such page"),
    405: lazy_gettext("This address does not take that"),
    409: lazy_gettext("This has changed"),
    413: lazy_gettext("That was too much at once"),
    422: lazy_gettext("This could not be saved"),
    429: lazy_gettext("Too many times in a short while"),
    500: lazy_gettext("Something went wrong on our side"),
    503: lazy_gettext("The service is busy for a moment"),
}
SENTENCES = {
    400: lazy_gettext("Go back, load the page again and try once more."),
    403: lazy_gettext("Your role does not include this. Ask the change agent if you need it."),
    404: lazy_gettext("The address may be mistyped, or the page is not for you. Start from the front page."),
    405: lazy_gettext("Go back and use the buttons of the page."),
    413: lazy_gettext("A file may be 10 MB and a form 1 MB. Shorten the text or choose a smaller file."),
    429: lazy_gettext("Wait for a few minutes and try again."),
    500: lazy_gettext(
        "We have been told about it. Nothing was saved by this attempt. Try again in a moment."
    ),
    503: lazy_gettext(
        "Nothing was saved by this attempt. Go back, wait for a moment and send the form again."
    ),
}


def answer_errors(app: Flask) -> None:
    """Map every kind of failure to its page."""
    app.register_error_handler(DomainError, domain_error)
    app.register_error_handler(CSRFError, outdated_form)
    app.register_error_handler(SecurityError, strange_host)
    app.register_error_handler(OperationalError, database_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(InternalServerError, internal_error)


def domain_error(error: DomainError) -> Response:
    """A domain error carries its own sentence; a conflict also both texts."""
    texts = {"ours": error.ours, "theirs": error.theirs} if isinstance(error, Conflict) else {}
    if error.status == FORBIDDEN:
        log.info("refused", endpoint=request.endpoint, person=identity().person_id, request=request_id())
    words = sentence(error)
    said = words if words.rstrip(".") != str(TITLES.get(error.status, "")).rstrip(".") else None
    response = problem(error.status, text=said, **texts)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = WAIT_SECONDS
    return response


def outdated_form(_error: CSRFError) -> Response:
    """A form from before the last sign-in, or from elsewhere."""
    log.info("csrf", endpoint=request.endpoint, request=request_id())
    return problem(
        400,
        title=gettext("The form had become outdated"),
        text=gettext("Nothing was saved. Load the page again and send the form once more."),
    )


def http_error(error: HTTPException) -> Response:
    """Errors that Flask itself raises; redirects pass."""
    if error.code is None or error.code < transaction.FIRST_ERROR:
        return make_response(error.get_response())
    response = problem(error.code)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def database_error(error: OperationalError) -> Response:
    """A database that is busy says so and asks to try again; anything else is our fault."""
    if not any(sign in str(error.orig) for sign in BUSY_SIGNS):
        return internal_error(InternalServerError(original_exception=error))
    log.warning("busy", endpoint=request.endpoint, request=request_id())
    response = problem(BUSY)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def internal_error(error: InternalServerError) -> Response:
    """The last resort: a generic page with the name of the request, the details only in the log."""
    original = error.original_exception or error
    log.error("failed", endpoint=request.endpoint, request=request_id(), exc_info=original)
    try:
        return problem(500)
    except Exception:
        log.exception("failed to say so", request=request_id())
        return make_response(render_template("errors/bare.html", request_id=request_id()), 500)


def strange_host(_error: SecurityError) -> Response:
    """A request for another host gets no page of ours."""
    return make_response(render_template("errors/bare.html", request_id=request_id()), 400)


def problem(
    status: int, *, title: str | None = None, text: str | None = None, ours: str = "", theirs: str = ""
) -> Response:
    """The page of a failure, or for htmx the same words for the place of the notices."""
    transaction.abandon()
    context = {
        "status": status,
        "title": title or TITLES.get(status, TITLES[400]),
        "text": text or SENTENCES.get(status, SENTENCES[400]),
        "ours": ours,
        "theirs": theirs,
        "typed": typed_texts(),
        "request_id": request_id(),
        "sign_in_url": None if identity().is_signed_in else url_for("auth.sign_in", next=_where()),
    }
    if "HX-Request" not in request.headers:
        return make_response(render_template("errors/problem.html", **context), status)
    response = make_response(render_template("errors/notice.html", **context), status)
    response.headers["HX-Retarget"] = "#notices"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _where() -> str:
    return local_path(request.full_path.rstrip("?")) if request.method == "GET" else "/"
