"""Every view declares its permission; an app in which one does not refuses to start."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from consult.errors import NotAllowed, NotFound
from consult.security import Permission, permits
from consult.web.current import SAFE_METHODS, identity, place
from consult.web.loading import load_place

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
ATTRIBUTE = "consult_permission"

#: Endpoints that are not ours to decorate.
BUILT_IN = {"static": Permission.PUBLIC}

#: What anybody may reach inside a consultation too: everybody's pages, and those whose address is the right.
OPEN = frozenset({Permission.PUBLIC, Permission.HOLDER})

#: What asks for these changes nothing in a work that has ended, but for the one that undoes it.
COORDINATING = frozenset({Permission.COORDINATE, Permission.ENDORSE})
RESUMING = "coordination.resume"


class UndeclaredPermission(Exception):
    """Some endpoint says nothing about who may reach it."""


def permission(needed: Permission) -> Callable[[View], View]:
    """Declare what a view asks for; goes below the route decorator."""

    def declare(view: View) -> View:
        setattr(view, ATTRIBUTE, needed)
        return view

    return declare


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What an endpoint asks for, or None when it has not said."""
    if endpoint in BUILT_IN:
        return BUILT_IN[endpoint]
    declared = getattr(app.view_functions.get(endpoint), ATTRIBUTE, None)
    return declared if isinstance(declared, Permission) else None


def check_declared(app: Flask) -> None:
    """Refuse to start with an endpoint that has no permission."""
    missing = sorted({r.endpoint for r in app.url_map.iter_rules() if permission_of(app, r.endpoint) is None})
    if missing:
        raise UndeclaredPermission(f"no permission declared: {', '.join(missing)}")


def judge() -> ResponseReturnValue | None:
    """Before every view: find the consultation of the address, then say whether the reader may go on."""
    if request.endpoint is None:
        return None
    needed = permission_of(current_app, request.endpoint)
    if needed is None:
        raise NoSuchPage
    load_place()
    if "consultation" in g and needed not in OPEN:
        refusal = _refusal(Permission.READ, NotFound("There is no such page."))
        if refusal is not None:
            return refusal
    refusal = _refusal(needed, NotAllowed("You may not do this here."))
    if refusal is None and needed in COORDINATING and place().is_over and not _is_harmless():
        raise NotAllowed("The work has ended. Take it up again before you change anything.")
    return refusal


def _is_harmless() -> bool:
    """Reading, and taking up what has ended; what participants write the services themselves refuse."""
    return request.method in SAFE_METHODS or request.endpoint == RESUMING


def _refusal(needed: Permission, error: Exception) -> ResponseReturnValue | None:
    if permits(identity(), needed, place()):
        return None
    is_invited = identity().invited_to is not None and needed is Permission.ACCOUNT
    if identity().is_signed_in and not is_invited:
        raise error
    if request.method in {"GET", "HEAD"} and "HX-Request" not in request.headers:
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")), 303)
    raise NotAllowed("Sign in first.")
