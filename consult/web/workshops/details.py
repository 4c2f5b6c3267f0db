"""One workshop: its day and place, who came, and what it speaks about."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict, Invalid
from consult.models import Workshop
from consult.security import Permission
from consult.services.workshops import change_workshop, plan_of
from consult.web.current import now, person, session
from consult.web.loading import belonging
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext
from consult.web.workshops.blueprint import CONFLICT, SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.workshops.forms import WorkshopDetailsForm
from consult.web.workshops.labels import KINDS
from consult.web.workshops.poster import address_of


@blueprint.route("/workshops/<int:workshop_id>", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def details(workshop_id: int) -> ResponseReturnValue:
    """What is known of the workshop, to be changed; who saves a page that has become old is shown both."""
    workshop = belonging(Workshop, id=workshop_id)
    form = WorkshopDetailsForm()
    if not form.is_submitted():
        form = WorkshopDetailsForm.filled(plan_of(session(), workshop), workshop.revision)
        return _show(workshop, form)
    if form.validate():
        try:
            change_workshop(session(), workshop, form.plan(), seen=form.saving, actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        except Conflict:
            return _show_both(workshop, form)
        else:
            flash(gettext("The workshop was saved."))
            return redirect(url_for("workshops.details", workshop_id=workshop.id), SEE_OTHER)
    return _show(workshop, form, status=UNPROCESSABLE)


def _show_both(workshop: Workshop, form: WorkshopDetailsForm) -> ResponseReturnValue:
    """The fields hold what was typed; beside them stands what somebody else saved in between."""
    theirs = WorkshopDetailsForm.filled(plan_of(session(), workshop), workshop.revision)
    differing = [
        (field.label.text, theirs[field.name].data)
        for field in form
        if field.name in theirs
        and field.name not in ("csrf_token", "seen")
        and field.data != theirs[field.name].data
    ]
    form.seen.data = str(workshop.revision)
    return _show(workshop, form, status=CONFLICT, differing=differing)


def _show(
    workshop: Workshop,
    form: WorkshopDetailsForm,
    *,
    status: int = 200,
    differing: list[tuple[str, object]] | None = None,
) -> ResponseReturnValue:
    return respond(
        "workshops/details.html",
        status=status,
        workshop=workshop,
        name=workshop.name,
        form=form,
        kinds=KINDS,
        differing=differing or [],
        address=address_of(workshop),
    )
