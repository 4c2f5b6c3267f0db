"""Link and code of an invitation: looked at as often as one likes, they sign in for its consultation only."""

import structlog
from flask import make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.models import Invitation, Person
from consult.services.invitation_codes import try_code
from consult.services.invitation_links import accept_invitation, find_invitation, needs_own_sign_in
from consult.services.sign_in import wrong_code
from consult.web import sign_in_session, transaction
from consult.web.auth.forms import EmptyForm, InvitationCodeForm
from consult.web.current import config, identity, now, request_id, session
from consult.web.network import network
from consult.web.respond import respond

SEE_OTHER = 303
UNPROCESSABLE = 422
log = structlog.get_logger("consult.auth")


def open_invitation(secret: str) -> ResponseReturnValue | None:
    """The page with the button; None when this is no link of an invitation, or of one that is over."""
    invitation = find_invitation(session(), secret, now=now())
    if invitation is None:
        return None
    return respond(
        "auth/open_invitation.html",
        form=EmptyForm(),
        secret=secret,
        invitation=invitation,
        needs_own=needs_own_sign_in(session(), invitation),
        front=_front(invitation),
    )


def enter_invitation(secret: str) -> ResponseReturnValue | None:
    """Come in; whoever is signed in as the same person by a link of their own stays so."""
    if find_invitation(session(), secret, now=now()) is None:
        return None
    return _welcome(*accept_invitation(session(), secret, now=now()))


def show_code_form() -> ResponseReturnValue:
    """For whoever reads the invitation on another device."""
    return respond("auth/invitation_code.html", form=InvitationCodeForm())


def enter_code_of_invitation() -> ResponseReturnValue:
    """Come in by address and code; whatever is wrong, the answer is the same."""
    form = InvitationCodeForm()
    if form.validate():
        try:
            entered = _try(form)
        except Invalid as error:
            form.refuse(error)
        else:
            if entered is not None:
                return _welcome(*entered)
            log.info("wrong code", request=request_id())
            form.refuse(wrong_code())
    return respond("auth/invitation_code.html", status=UNPROCESSABLE, form=form)


def _try(form: InvitationCodeForm) -> tuple[Invitation, Person] | None:
    entered = try_code(
        session(),
        form.email.data or "",
        form.code.data or "",
        network=network(),
        key=config().secret_key,
        now=now(),
    )
    # A wrong code answers with an error, and still counts as a try.
    transaction.keep()
    return entered


def _welcome(invitation: Invitation, person: Person) -> ResponseReturnValue:
    response = make_response(redirect(_front(invitation), SEE_OTHER))
    if identity().person_id == person.id and identity().invited_to is None:
        return response
    return sign_in_session.begin(response, person, invited_to=invitation.consultation_id)


def _front(invitation: Invitation) -> str:
    return url_for("reading.front", slug=invitation.consultation.slug)
