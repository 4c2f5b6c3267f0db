"""The register of organisations: searched, and added to one by one."""

from collections.abc import Mapping

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from consult.errors import Invalid
from consult.models import OrganisationKind
from consult.reports.participation import load_members
from consult.reports.register import Wanted, find_organisations, sectors_and_municipalities
from consult.security import Permission
from consult.web.administration.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.administration.labels import KINDS
from consult.web.coordination.labels import ROLE_NAMES
from consult.web.coordination.organisation_forms import NewOrganisationForm
from consult.web.current import session
from consult.web.permission import permission
from consult.web.query import asked_page, asked_words, words_of
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


def asked_filters() -> dict[str, str]:
    """What the address asks the register for, as it was typed."""
    typed = {name: asked_words(name) for name in ("q", "kind", "sector", "municipality")}
    return {name: value for name, value in typed.items() if value}


def wanted_of(filters: dict[str, str]) -> Wanted:
    """What is looked for; a kind that there is not is 400."""
    kind = filters.get("kind")
    if kind and kind not in set(OrganisationKind):
        raise BadRequest
    return Wanted(
        words=words_of(filters.get("q", "")),
        kind=OrganisationKind(kind) if kind else None,
        sector=filters.get("sector", ""),
        municipality=filters.get("municipality", ""),
    )


def _show(form: NewOrganisationForm) -> ResponseReturnValue:
    filters = asked_filters()
    found = find_organisations(session(), wanted_of(filters), page=asked_page())
    sectors, municipalities = sectors_and_municipalities(session())
    return respond(
        "administration/organisations.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        found=found,
        filters=filters,
        kinds=KINDS,
        sectors=sectors,
        municipalities=municipalities,
        members=load_members(session(), [organisation.id for organisation in found.organisations]),
        roles=ROLE_NAMES,
        page_url=lambda number: _page_url(number, filters),
    )


def _page_url(number: int, filters: Mapping[str, str]) -> str:
    return url_for("administration.organisations", **{**filters, "page": number})  # type: ignore[arg-type]  # its own keywords all start with _
