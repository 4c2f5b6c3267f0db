"""Järjestön tiedot: the lead looks, corrects and confirms."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.security import Permission
from consult.services.leads import require_lead
from consult.services.organisations import FIELDS
from consult.services.records import confirm_record
from consult.web.administration.details import typed_details
from consult.web.administration.forms import DetailsForm
from consult.web.current import now, person, session
from consult.web.own.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.own.organisation import own_organisation
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("/organisations/<int:organisation_id>/record", methods=["GET", "POST"])
@permission(Permission.ACCOUNT)
def record(organisation_id: int) -> ResponseReturnValue:
    """What the register says; saving says that it is true."""
    found = own_organisation(organisation_id)
    require_lead(session(), found, person())
    form = DetailsForm()
    if not form.is_submitted():
        form = DetailsForm(formdata=None, data={field: getattr(found, field) or "" for field in FIELDS})
    elif form.validate():
        try:
            changed = confirm_record(session(), found, typed_details(form), actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(
                gettext("The details were corrected and confirmed.")
                if changed
                else gettext("The details were confirmed. Thank you.")
            )
            return redirect(url_for("own.organisation", organisation_id=found.id), SEE_OTHER)
    return respond(
        "own/record.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        organisation=found,
    )
