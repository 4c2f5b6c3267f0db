"""Groups of organisations: kept from a search or a list, looked at, mended."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid, NotFound
from consult.models import Group, Organisation
from consult.reports.register import Wanted, every_organisation, find_organisations
from consult.reports.register import groups as every_group
from consult.security import Permission
from consult.services.groups import gather_group, leave_group, remove_group, rename_group
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.organisation_forms import GroupForm
from consult.web.current import now, person, session
from consult.web.permission import permission
from consult.web.query import asked_page
from consult.web.register_filters import asked_filters, filter_choices, wanted_of
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("/<slug>/groups", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def groups() -> ResponseReturnValue:
    """Every group; what the search finds becomes one, or joins the one of that name."""
    form, filters = GroupForm(), asked_filters()
    wanted = wanted_of(filters)
    if form.is_submitted() and form.validate():
        try:
            found = [organisation.id for organisation in every_organisation(session(), wanted)]
            made = gather_group(session(), form.group.data or "", found, actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The organisations are in the group %(group)s now.", group=made.name))
            return redirect(url_for("coordination.group", group_id=made.id), SEE_OTHER)
    return respond(
        "coordination/groups.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        groups=every_group(session()),
        filters=filters,
        choices=filter_choices(),
        count=find_organisations(session(), wanted).count,
        search_url=url_for("coordination.groups", _anchor="new"),
        action=url_for("coordination.groups", **filters),  # type: ignore[arg-type]  # its own keywords all start with _
    )


@blueprint.route("/<slug>/groups/<int:group_id>", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def group(group_id: int) -> ResponseReturnValue:
    """Its organisations; its name can be changed."""
    found = _group(group_id)
    form = GroupForm(data={"group": found.name})
    if form.is_submitted() and form.validate():
        try:
            rename_group(session(), found, form.group.data or "", actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The group was renamed."))
            return redirect(url_for("coordination.group", group_id=found.id), SEE_OTHER)
    return respond(
        "coordination/group.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        group=found,
        found=find_organisations(session(), Wanted(group_id=found.id), page=asked_page()),
        page_url=lambda number: url_for("coordination.group", group_id=found.id, page=number),
    )


@blueprint.post("/<slug>/groups/<int:group_id>/organisations/<int:organisation_id>/remove")
@permission(Permission.COORDINATE)
def shrink_group(group_id: int, organisation_id: int) -> ResponseReturnValue:
    """One organisation is no longer in the group."""
    found = _group(group_id)
    organisation = session().get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound("The organisation was not found.")
    leave_group(session(), found, organisation, actor=person(), now=now())
    flash(gettext("%(name)s is no longer in the group.", name=organisation.name))
    return redirect(url_for("coordination.group", group_id=found.id), SEE_OTHER)


@blueprint.post("/<slug>/groups/<int:group_id>/remove")
@permission(Permission.COORDINATE)
def drop_group(group_id: int) -> ResponseReturnValue:
    """The list is forgotten; the organisations stay."""
    remove_group(session(), _group(group_id), actor=person(), now=now())
    flash(gettext("The group was removed. Its organisations are in the register as before."))
    return redirect(url_for("coordination.groups"), SEE_OTHER)


def _group(group_id: int) -> Group:
    found = session().get(Group, group_id)
    if found is None:
        raise NotFound("There is no such page.")
    return found
