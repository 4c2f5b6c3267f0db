"""A work is cancelled with a reason, put into the archive, or taken up again."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from consult.errors import Invalid
from consult.reports.stages import load_standing
from consult.security import Permission
from consult.services.endings import archive_consultation, cancel_consultation, resume_consultation
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, now, person, session
from consult.web.forms import BaseForm
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.steps import wizard_steps
from consult.web.wording import gettext


class CancelForm(BaseForm):
    """Why the work is cancelled."""

    reason = TextAreaField(
        lazy_gettext("Reason"),
        validators=[
            DataRequired(lazy_gettext("Write why the work is cancelled. Everybody sees the reason."))
        ],
    )


@blueprint.route("/<slug>/ending", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def cancel() -> ResponseReturnValue:
    """What can be ended now; cancelling asks for a reason."""
    form = CancelForm()
    if form.is_submitted() and form.validate():
        try:
            cancel_consultation(
                session(), consultation(), reason=form.reason.data or "", actor=person(), now=now()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The work was cancelled. The organisations get a mail about it in ten minutes."))
            return redirect(url_for("coordination.cancel"), SEE_OTHER)
    standing = load_standing(session(), consultation(), now())
    return respond(
        "coordination/ending.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        standing=standing,
        stages=wizard_steps(standing),
        tabs=setup_tabs(),
    )


@blueprint.post("/<slug>/ending/archive")
@permission(Permission.COORDINATE)
def archive() -> ResponseReturnValue:
    """The follow-up is done."""
    archive_consultation(session(), consultation(), actor=person(), now=now())
    flash(gettext("The work is in the archive now."))
    return redirect(url_for("coordination.cancel"), SEE_OTHER)


@blueprint.post("/<slug>/ending/undo")
@permission(Permission.COORDINATE)
def resume() -> ResponseReturnValue:
    """The work goes on where it was."""
    resume_consultation(session(), consultation(), actor=person(), now=now())
    flash(gettext("The work goes on."))
    return redirect(url_for("coordination.cancel"), SEE_OTHER)
