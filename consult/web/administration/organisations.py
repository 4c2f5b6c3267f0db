"""The register of organisations and their people."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.errors import Invalid, NotFound
from consult.models import MemberRole, Organisation, Person
from consult.reports.participation import load_members
from consult.security import Permission
from consult.services.memberships import add_member, end_membership
from consult.services.organisations import add_organisation
from consult.web.administration.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.labels import ROLE_NAMES
from consult.web.coordination.organisation_forms import NewOrganisationForm
from consult.web.current import now, person, session
from consult.web.members import MemberForm, found_or_added, save_member
from consult.web.permission import permission
from consult.web.query import asked_page
from consult.web.respond import respond
from consult.web.wording import gettext

PAGE_SIZE = 50


@blueprint.route("/organisations", methods=["GET", "POST"])
@permission(Permission.ADMINISTER)
def organisations() -> ResponseReturnValue:
    """The whole register by name; a new organisation is added here."""
    form = NewOrganisationForm()
    if form.is_submitted() and form.validate():
        try:
            made = _add(form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("%(name)s was added.", name=made.name))
            return redirect(url_for("administration.organisation", organisation_id=made.id), SEE_OTHER)
    every = sorted(session().scalars(select(Organisation)), key=lambda found: found.name.casefold())
    total = max(1, -(-len(every) // PAGE_SIZE))
    page = min(asked_page(), total)
    shown = every[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return respond(
        "administration/organisations.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        organisations=shown,
        members=load_members(session(), [found.id for found in shown]),
        roles=ROLE_NAMES,
        count=len(every),
        page=page,
        total=total,
        page_url=lambda number: url_for("administration.organisations", page=number),
    )


@blueprint.route("/organisations/<int:organisation_id>", methods=["GET", "POST"])
@permission(Permission.ADMINISTER)
def organisation(organisation_id: int) -> ResponseReturnValue:
    """The people of one organisation; one more can be added."""
    found = _organisation(organisation_id)
    form = MemberForm()
    if form.is_submitted() and form.validate():
        try:
            member = save_member(found, form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("%(name)s was added.", name=member.name or member.email))
            return redirect(url_for("administration.organisation", organisation_id=found.id), SEE_OTHER)
    return respond(
        "administration/organisation.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        organisation=found,
        members=load_members(session(), [found.id]).get(found.id, ()),
        roles=ROLE_NAMES,
        remove="administration.remove_member",
    )


@blueprint.post("/organisations/<int:organisation_id>/people/<int:person_id>/remove")
@permission(Permission.ADMINISTER)
def remove_member(organisation_id: int, person_id: int) -> ResponseReturnValue:
    """The person no longer speaks for the organisation."""
    found = _organisation(organisation_id)
    member = session().get(Person, person_id)
    if member is None:
        raise NotFound("The person was not found.")
    end_membership(session(), found, member, actor=person(), now=now())
    flash(gettext("%(name)s no longer belongs to the organisation.", name=member.name or member.email))
    return redirect(url_for("administration.organisation", organisation_id=found.id), SEE_OTHER)


def _organisation(organisation_id: int) -> Organisation:
    found = session().get(Organisation, organisation_id)
    if found is None:
        raise NotFound("The organisation was not found.")
    return found


def _add(form: NewOrganisationForm) -> Organisation:
    made = add_organisation(
        session(),
        form.name.data or "",
        sector=form.sector.data or "",
        municipality=form.municipality.data or "",
        language=form.language.data or "fi",
        actor=person(),
        now=now(),
    )
    if form.email.data:
        lead = found_or_added(form.email.data, form.lead.data or "", language=made.language)
        add_member(session(), made, lead, role=MemberRole.LEAD, actor=person(), now=now())
    return made
