"""The front page, the language, the accessibility statement, privacy, and the sign of life."""

import shutil

from flask import Blueprint, make_response, redirect
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.reports.front_page import list_entries
from consult.reports.outbox import stuck_since
from consult.security import Permission
from consult.services import people
from consult.web.current import config, identity, now, person, session
from consult.web.home.forms import LanguageForm
from consult.web.i18n import COOKIE
from consult.web.local_path import local_path
from consult.web.permission import permission
from consult.web.respond import respond

blueprint = Blueprint("home", __name__)

A_YEAR = 365 * 24 * 3600
SEE_OTHER = 303
UNAVAILABLE = 503
LEAST_FREE = 0.1


@blueprint.get("/")
@permission(Permission.PUBLIC)
def index() -> ResponseReturnValue:
    """The consultations this reader may read, each with what to do next; an administrator hears of mails."""
    stuck = stuck_since(session(), now()) if identity().is_administrator else None
    rows = list_entries(session(), identity(), now())
    return respond("home/index.html", rows=rows, stuck_since=stuck)


@blueprint.post("/language")
@permission(Permission.PUBLIC)
def set_language() -> ResponseReturnValue:
    """Remember the language in the browser, and for the account when there is one."""
    form = LanguageForm()
    chosen = form.language.data or ""
    if chosen not in people.LANGUAGES:
        raise Invalid("Choose one of the languages.")
    if identity().is_signed_in:
        people.choose_language(session(), person(), chosen, now=now())
    response = make_response(redirect(local_path(form.next.data), SEE_OTHER))
    response.set_cookie(
        COOKIE, chosen, max_age=A_YEAR, secure=config().is_https, httponly=True, samesite="Lax"
    )
    return response


@blueprint.get("/accessibility")
@permission(Permission.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return respond("home/accessibility.html", contact=config().contact)


@blueprint.get("/privacy")
@permission(Permission.PUBLIC)
def privacy() -> ResponseReturnValue:
    """What is kept of people, why and how long."""
    return respond("home/privacy.html", contact=config().contact)


@blueprint.get("/healthz")
@permission(Permission.PUBLIC)
def healthz() -> ResponseReturnValue:
    """Whether the database answers, there is room on the disk and mail moves; nothing else is told."""
    troubles = [name for name, is_bad in (("mail", _is_stuck()), ("disk", _is_full())) if is_bad]
    body = "".join(f"{name}\n" for name in troubles) or "ok\n"
    return body, UNAVAILABLE if troubles else 200, {"Content-Type": "text/plain; charset=utf-8"}


def _is_stuck() -> bool:
    return stuck_since(session(), now()) is not None


def _is_full() -> bool:
    """In production, less than a tenth of the disk with our data is free."""
    folder = config().var if config().var.exists() else config().var.parent
    usage = shutil.disk_usage(folder)
    return config().is_production and usage.free < usage.total * LEAST_FREE
