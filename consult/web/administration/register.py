"""The register of organisations: searched, and added to one by one."""

from collections.abc import Mapping

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.reports.participation import load_members
from consult.reports.register import find_organisations
from consult.security import Permission
from consult.web.administration.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.administration.labels import KINDS
from consult.web.coordination.labels import ROLE_NAMES
from consult.web.coordination.organisation_forms import NewOrganisationForm
from consult.web.current import session
from consult.web.permission import permission
from consult.web.query import asked_page
from consult.web.register_filters import asked_filters, filter_choices, wanted_of
from consult.web.registering import add_with_lead
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("/organisations", methods=["GET", "POST"])
@permission(Permission.ADMINISTER)
def organisations() -> ResponseReturnValue:
    """The whole register in Finnish order, or what was searched for; a new organisation is added here."""
    form = NewOrganisationForm()
    if form.is_submitted() and form.validate():
        try:
            made = add_with_lead(form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("%(name)s was added.", name=made.name))
            return redirect(url_for("administration.organisation", organisation_id=made.id), SEE_OTHER)
    return _show(form)


def _show(form: NewOrganisationForm) -> ResponseReturnValue:
    filters = asked_filters()
    found = find_organisations(session(), wanted_of(filters), page=asked_page())
    return respond(
        "administration/organisations.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        found=found,
        filters=filters,
        kinds=KINDS,
        choices=filter_choices(),
        search_url=url_for("administration.organisations", _anchor="register"),
        members=load_members(session(), [organisation.id for organisation in found.organisations]),
        roles=ROLE_NAMES,
        page_url=lambda number: _page_url(number, filters),
    )


def _page_url(number: int, filters: Mapping[str, str]) -> str:
    return url_for("administration.organisations", **{**filters, "page": number})  # type: ignore[arg-type]  # its own keywords all start with _
