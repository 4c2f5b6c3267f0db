"""Järjestön henkilöt: its lead invites, changes roles and ends memberships; everybody may leave."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid, NotFound
from consult.models import MemberRole, Organisation, Person
from consult.reports.participation import load_members
from consult.security import Permission
from consult.services.leads import change_role, invite_member, leave, remove_member, require_lead
from consult.web.coordination.labels import ROLE_NAMES
from consult.web.current import identity, now, person, session
from consult.web.i18n import sentence
from consult.web.own.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.own.forms import InviteForm, RoleForm
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext

CONFLICT = 409


@blueprint.get("/organisations/<int:organisation_id>")
@permission(Permission.ACCOUNT)
def organisation(organisation_id: int) -> ResponseReturnValue:
    """Who belongs to it."""
    return _show(own_organisation(organisation_id), InviteForm(formdata=None))


@blueprint.post("/organisations/<int:organisation_id>")
@permission(Permission.ACCOUNT)
def invite(organisation_id: int) -> ResponseReturnValue:
    """The lead adds somebody, who gets a mail."""
    found = own_organisation(organisation_id)
    require_lead(session(), found, person())
    form = InviteForm()
    if not form.validate():
        return _show(found, form, status=UNPROCESSABLE)
    try:
        added = invite_member(
            session(),
            found,
            email=form.email.data or "",
            name=form.name.data or "",
            role=MemberRole(form.role.data),
            actor=person(),
            now=now(),
        )
    except Invalid as error:
        form.refuse(error)
        return _show(found, form, status=UNPROCESSABLE)
    flash(gettext("%(name)s was added and gets a mail.", name=added.called))
    return redirect(url_for("own.organisation", organisation_id=found.id), SEE_OTHER)


@blueprint.post("/organisations/<int:organisation_id>/people/<int:person_id>/role")
@permission(Permission.ACCOUNT)
def set_role(organisation_id: int, person_id: int) -> ResponseReturnValue:
    """Somebody becomes a lead or a member."""
    found, member = own_organisation(organisation_id), _person(person_id)
    require_lead(session(), found, person())
    form = RoleForm()
    if not form.validate():
        return _show(found, InviteForm(formdata=None), status=UNPROCESSABLE)
    try:
        change_role(session(), found, member, MemberRole(form.role.data), actor=person(), now=now())
    except Invalid as error:
        return _refuse(found, error)
    flash(
        gettext(
            "%(name)s is now: %(role)s.",
            name=member.called,
            role=str(ROLE_NAMES[MemberRole(form.role.data)]),
        )
    )
    return redirect(url_for("own.organisation", organisation_id=found.id), SEE_OTHER)


@blueprint.post("/organisations/<int:organisation_id>/people/<int:person_id>/remove")
@permission(Permission.ACCOUNT)
def remove(organisation_id: int, person_id: int) -> ResponseReturnValue:
    """Somebody no longer speaks for the organisation."""
    found, member = own_organisation(organisation_id), _person(person_id)
    try:
        remove_member(session(), found, member, actor=person(), now=now())
    except Invalid as error:
        return _refuse(found, error)
    flash(gettext("%(name)s no longer belongs to the organisation.", name=member.called))
    return redirect(url_for("own.organisation", organisation_id=found.id), SEE_OTHER)


@blueprint.post("/organisations/<int:organisation_id>/leave")
@permission(Permission.ACCOUNT)
def leave_organisation(organisation_id: int) -> ResponseReturnValue:
    """One speaks for it no longer."""
    found = own_organisation(organisation_id)
    try:
        leave(session(), found, person(), now=now())
    except Invalid as error:
        return _refuse(found, error)
    flash(gettext("You no longer belong to %(name)s.", name=found.name))
    return redirect(url_for("own.account"), SEE_OTHER)


def own_organisation(organisation_id: int) -> Organisation:
    """The organisation, if the reader belongs to it; any other does not exist here."""
    found = session().get(Organisation, organisation_id)
    if found is None or organisation_id not in identity().member_of:
        raise NotFound("The organisation was not found.")
    return found


def _person(person_id: int) -> Person:
    found = session().get(Person, person_id)
    if found is None:
        raise NotFound("The person was not found.")
    return found


def _refuse(found: Organisation, error: Invalid) -> ResponseReturnValue:
    return _show(found, InviteForm(formdata=None), problem=sentence(error), status=CONFLICT)


def _show(
    found: Organisation, form: InviteForm, *, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    return respond(
        "own/organisation.html",
        status=status,
        organisation=found,
        form=form,
        problem=problem,
        members=load_members(session(), [found.id]).get(found.id, ()),
        leads=found.id in identity().leads,
        own_id=identity().person_id,
        roles=ROLE_NAMES,
    )
