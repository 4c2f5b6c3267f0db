"""One invitation: whether its mail came back, whether its link works."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from wtforms import StringField
from wtforms.validators import DataRequired

from consult.models import Invitation
from consult.security import Permission
from consult.services.bounces import MAX_NOTE, note_bounce, undo_bounce
from consult.services.invitations import restore_invitation, withdraw_invitation
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.current import now, person, session
from consult.web.forms import AtMost, BaseForm
from consult.web.loading import belonging
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


class BounceForm(BaseForm):
    """What is known of a mail that came back."""

    note = StringField(
        lazy_gettext("What did the mail say?"),
        validators=[DataRequired(lazy_gettext("Write what the mail said.")), AtMost(MAX_NOTE)],
    )


@blueprint.route("/<slug>/invitations/<int:invitation_id>/bounce", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def bounce(invitation_id: int) -> ResponseReturnValue:
    """The mail came back: noted with a few words."""
    found = belonging(Invitation, id=invitation_id)
    form = BounceForm()
    if form.is_submitted() and form.validate():
        note_bounce(session(), found, form.note.data or "", actor=person(), now=now())
        flash(gettext("It was noted that the mail to %(address)s came back.", address=found.address))
        return _back(found)
    return respond(
        "coordination/bounce.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        invitation=found,
    )


@blueprint.post("/<slug>/invitations/<int:invitation_id>/unbounce")
@permission(Permission.COORDINATE)
def unbounce(invitation_id: int) -> ResponseReturnValue:
    """It had not come back after all."""
    found = belonging(Invitation, id=invitation_id)
    undo_bounce(session(), found, actor=person(), now=now())
    flash(gettext("The note was removed. Reminders go to %(address)s again.", address=found.address))
    return _back(found)


@blueprint.post("/<slug>/invitations/<int:invitation_id>/withdraw")
@permission(Permission.COORDINATE)
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """The links of the invitation no longer work."""
    found = belonging(Invitation, id=invitation_id)
    withdraw_invitation(session(), found, actor=person(), now=now())
    flash(gettext("The link sent to %(address)s no longer works.", address=found.address))
    return _back(found)


@blueprint.post("/<slug>/invitations/<int:invitation_id>/restore")
@permission(Permission.COORDINATE)
def restore(invitation_id: int) -> ResponseReturnValue:
    """They work again."""
    found = belonging(Invitation, id=invitation_id)
    restore_invitation(session(), found, actor=person(), now=now())
    flash(gettext("The link sent to %(address)s works again.", address=found.address))
    return _back(found)


def _back(invitation: Invitation) -> ResponseReturnValue:
    where = url_for(
        "coordination.organisation", organisation_id=invitation.organisation_id, _anchor="invitations"
    )
    return redirect(where, SEE_OTHER)
