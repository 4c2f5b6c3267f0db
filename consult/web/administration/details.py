"""What the register says about one organisation, edited."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.models import ContactChannel, OrganisationKind
from consult.security import Permission
from consult.services.organisations import FIELDS, Details, change_organisation
from consult.web.administration.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.administration.forms import DetailsForm
from consult.web.administration.organisations import organisation_of
from consult.web.current import now, person, session
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("/organisations/<int:organisation_id>/details", methods=["GET", "POST"])
@permission(Permission.ADMINISTER)
def details(organisation_id: int) -> ResponseReturnValue:
    """Name, business id, level, place, language and how to reach it."""
    found = organisation_of(organisation_id)
    form = DetailsForm()
    if not form.is_submitted():
        form = DetailsForm(formdata=None, data={field: getattr(found, field) or "" for field in FIELDS})
    elif form.validate():
        try:
            changed = change_organisation(session(), found, typed_details(form), actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The details were saved.") if changed else gettext("Nothing changed."))
            return redirect(url_for("administration.organisation", organisation_id=found.id), SEE_OTHER)
    return respond(
        "administration/details.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        organisation=found,
    )


def typed_details(form: DetailsForm) -> Details:
    """What was typed, as the register keeps it."""
    return Details(
        name=form.name.data or "",
        business_id=form.business_id.data or "",
        kind=OrganisationKind(form.kind.data) if form.kind.data else None,
        sector=form.sector.data or "",
        municipality=form.municipality.data or "",
        sub_region=form.sub_region.data or "",
        language=form.language.data or "fi",
        channel=ContactChannel(form.channel.data) if form.channel.data else None,
        email=form.email.data or "",
    )
