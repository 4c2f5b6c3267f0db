"""One organisation of the register: what is known of it, and its people."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid, NotFound
from consult.models import Organisation, Person
from consult.reports.participation import load_members
from consult.security import Permission
from consult.services.memberships import end_membership
from consult.web.administration.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.administration.labels import told
from consult.web.coordination.labels import ROLE_NAMES
from consult.web.current import now, person, session
from consult.web.members import MemberForm, save_member
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("/organisations/<int:organisation_id>", methods=["GET", "POST"])
@permission(Permission.ADMINISTER)
def organisation(organisation_id: int) -> ResponseReturnValue:
    """The people of one organisation; one more can be added."""
    found = organisation_of(organisation_id)
    form = MemberForm()
    if form.is_submitted() and form.validate():
        try:
            member = save_member(found, form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("%(name)s was added.", name=member.called))
            return redirect(url_for("administration.organisation", organisation_id=found.id), SEE_OTHER)
    return respond(
        "administration/organisation.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        organisation=found,
        members=load_members(session(), [found.id]).get(found.id, ()),
        roles=ROLE_NAMES,
        remove="administration.remove_member",
        known=told(found),
    )


@blueprint.post("/organisations/<int:organisation_id>/people/<int:person_id>/remove")
@permission(Permission.ADMINISTER)
def remove_member(organisation_id: int, person_id: int) -> ResponseReturnValue:
    """The person no longer speaks for the organisation."""
    found = organisation_of(organisation_id)
    member = session().get(Person, person_id)
    if member is None:
        raise NotFound("The person was not found.")
    end_membership(session(), found, member, actor=person(), now=now())
    flash(gettext("%(name)s no longer belongs to the organisation.", name=member.called))
    return redirect(url_for("administration.organisation", organisation_id=found.id), SEE_OTHER)


def organisation_of(organisation_id: int) -> Organisation:
    found = session().get(Organisation, organisation_id)
    if found is None:
        raise NotFound("The organisation was not found.")
    return found
