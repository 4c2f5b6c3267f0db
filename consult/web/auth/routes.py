"""Signing in without a password: address, mail, link or code; signing out."""

import structlog
from flask import Blueprint, Response, flash, make_response, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.errors import Invalid
from consult.models import Person, Token, TokenPurpose
from consult.security import Permission
from consult.services.sign_in import (
    LIFETIME,
    ORDINARY,
    dead_link,
    find_link,
    request_sign_in,
    use_code,
    use_link,
    wrong_code,
)
from consult.web import sign_in_session, transaction
from consult.web.auth.forms import AgainForm, CodeForm, EmptyForm, SignInForm
from consult.web.auth.invitations import (
    enter_code_of_invitation,
    enter_invitation,
    open_invitation,
    show_code_form,
)
from consult.web.current import config, identity, now, request_id, session
from consult.web.i18n import language, sentence
from consult.web.local_path import local_path
from consult.web.permission import permission
from consult.web.respond import respond

blueprint = Blueprint("auth", __name__, url_prefix="/sign-in")
log = structlog.get_logger("consult.auth")

CHALLENGE = "consult-challenge"
SEE_OTHER = 303
BAD_REQUEST = 400
UNPROCESSABLE = 422


@blueprint.get("")
@permission(Permission.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Ask for the address."""
    path = local_path(request.args.get("next"))
    if identity().is_signed_in and identity().invited_to is None:
        return redirect(path, SEE_OTHER)
    return respond("auth/sign_in.html", form=SignInForm(next=path))


@blueprint.post("")
@permission(Permission.PUBLIC)
def send_mail() -> ResponseReturnValue:
    """Queue the mail; the answer is the same for every address."""
    form = SignInForm()
    if not form.validate():
        return respond("auth/sign_in.html", status=UNPROCESSABLE, form=form)
    try:
        return _send(form.email.data or "", form.next.data)
    except Invalid as error:
        form.refuse(error)
        return respond("auth/sign_in.html", status=UNPROCESSABLE, form=form)


def _send(address: str, path: str | None) -> Response:
    """Queue the mail to the address, and let this browser answer with its code."""
    challenge = request_sign_in(
        session(), address, language=language(), next_path=local_path(path), now=now()
    )
    response = make_response(redirect(url_for("auth.check_mail"), SEE_OTHER))
    response.set_cookie(
        CHALLENGE,
        challenge,
        # Longer than the code lives: a mail may take its time.
        max_age=int(LIFETIME.total_seconds()) * 6,
        secure=config().is_https,
        httponly=True,
        samesite="Lax",
        path=url_for("auth.check_mail"),
    )
    return response


@blueprint.route("/again", methods=["GET", "POST"])
@permission(Permission.SIGNED_IN)
def again() -> ResponseReturnValue:
    """Somebody who has been signed in for a while shows who they are once more; nothing is signed out."""
    form = AgainForm(next=local_path(request.args.get("next")))
    if not form.is_submitted():
        return respond("auth/again.html", form=form, address=identity().email)
    if not form.validate():
        return respond("auth/again.html", status=UNPROCESSABLE, form=form, address=identity().email)
    return _send(identity().email, form.next.data)


@blueprint.get("/code")
@permission(Permission.PUBLIC)
def check_mail() -> ResponseReturnValue:
    """Say that a mail is on its way, and take its code; whoever has asked for none has an invitation's."""
    if CHALLENGE not in request.cookies or "invitation" in request.args:
        return show_code_form()
    return respond("auth/check_mail.html", form=CodeForm(), mail_page=config().demo)


@blueprint.post("/code")
@permission(Permission.PUBLIC)
def enter_code() -> ResponseReturnValue:
    """Sign in with the code of this browser's own mail, or with address and code of an invitation."""
    if "email" in request.form:
        return enter_code_of_invitation()
    form = CodeForm()
    token = None
    if form.validate():
        token = use_code(session(), request.cookies.get(CHALLENGE, ""), form.code.data or "", now=now())
        # A wrong code answers with an error, and still counts as a try.
        transaction.keep()
        if token is None:
            log.info("wrong code", request=request_id())
            form.refuse(wrong_code())
    if token is None:
        return respond("auth/check_mail.html", status=UNPROCESSABLE, form=form, mail_page=config().demo)
    return _welcome(token)


@blueprint.get("/link/<secret>")
@permission(Permission.PUBLIC)
def open_link(secret: str) -> ResponseReturnValue:
    """Mail scanners open links too, so opening one only shows a button."""
    token = find_link(session(), secret, purposes=_purposes(), now=now())
    if token is None:
        return open_invitation(secret) or _dead_link()
    return respond("auth/open_link.html", form=EmptyForm(), secret=secret, name=_person(token).name)


@blueprint.post("/link/<secret>")
@permission(Permission.PUBLIC)
def enter_link(secret: str) -> ResponseReturnValue:
    """Sign in with the link."""
    try:
        entered = enter_invitation(secret)
        if entered is not None:
            return entered
        token = use_link(session(), secret, purposes=_purposes(), now=now())
    except Invalid:
        log.info("dead link", request=request_id())
        return _dead_link()
    return _welcome(token)


@blueprint.post("/out")
@permission(Permission.PUBLIC)
def sign_out() -> ResponseReturnValue:
    """End the session; every copy of its cookie is worthless from now on."""
    response = sign_in_session.end(make_response(redirect(url_for("home.index"), SEE_OTHER)))
    cookie.clear()
    flash(gettext("You have signed out."))
    return response


def _welcome(token: Token) -> Response:
    response = sign_in_session.begin(
        make_response(redirect(local_path(token.next_path), SEE_OTHER)), _person(token)
    )
    response.delete_cookie(CHALLENGE, path=url_for("auth.check_mail"))
    # What was known of this browser before belongs to nobody now.
    cookie.clear()
    log.info("signed in", person=token.person_id, request=request_id())
    return response


def _dead_link() -> Response:
    return respond("auth/dead_link.html", status=BAD_REQUEST, text=sentence(dead_link()))


def _person(token: Token) -> Person:
    if token.person is None:
        raise dead_link()
    return token.person


def _purposes() -> frozenset[TokenPurpose]:
    return ORDINARY | {TokenPurpose.DEMONSTRATION} if config().demo else ORDINARY
