"""The link of an invitation: shown as often as it is opened, and it signs in for its consultation only."""

from flask import make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.models import Invitation
from consult.services.invitation_links import accept_invitation, find_invitation, needs_own_sign_in
from consult.web import sign_in_session
from consult.web.auth.forms import EmptyForm
from consult.web.current import identity, now, session
from consult.web.respond import respond

SEE_OTHER = 303


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
    invitation, person = accept_invitation(session(), secret, now=now())
    response = make_response(redirect(_front(invitation), SEE_OTHER))
    if identity().person_id == person.id and identity().invited_to is None:
        return response
    return sign_in_session.begin(response, person, invited_to=invitation.consultation_id)


def _front(invitation: Invitation) -> str:
    return url_for("reading.front", slug=invitation.consultation.slug)
