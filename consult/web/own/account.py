"""Omat tiedot: how one is called, the organisations one belongs to."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.reports.people import list_people
from consult.security import Permission
from consult.services.people import change_person
from consult.web.coordination.labels import ROLE_NAMES
from consult.web.current import now, person, session
from consult.web.own.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.own.forms import AccountForm
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("", methods=["GET", "POST"])
@permission(Permission.ACCOUNT)
def account() -> ResponseReturnValue:
    """Name and language are changed here; the organisations have pages of their own."""
    form = AccountForm(obj=person())
    if form.is_submitted() and form.validate():
        try:
            change_person(
                session(), person(), name=form.name.data or "", language=form.language.data or "", now=now()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("Your information was saved."))
            return redirect(url_for("own.account"), SEE_OTHER)
    return respond(
        "own/account.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        person=person(),
        listed=list_people(session(), [person().id])[0],
        roles=ROLE_NAMES,
    )
