"""The workshops of a consultation; one more can be added."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.reports.workshops import load_workshops
from consult.security import Permission
from consult.services.workshops import add_workshop
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, now, person, session
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext
from consult.web.workshops.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.workshops.forms import WorkshopForm


@blueprint.route("/workshops", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def index() -> ResponseReturnValue:
    """When and where, who came, and how many notes each has given."""
    form = WorkshopForm()
    if form.is_submitted() and form.validate():
        try:
            made = add_workshop(session(), consultation(), form.plan(), actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The workshop was added: %(name)s.", name=made.name))
            return redirect(url_for("workshops.details", workshop_id=made.id), SEE_OTHER)
    return respond(
        "workshops/index.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        held=load_workshops(session(), consultation().id),
        tabs=setup_tabs(),
    )
