"""Being forgotten: what goes, what stays, and then it is done."""

from flask import flash, make_response, redirect, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.security import Permission
from consult.services.erasure import erase_person
from consult.web import sign_in_session
from consult.web.current import now, person, session
from consult.web.own.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.own.forms import RemovalForm
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("/removal", methods=["GET", "POST"])
@permission(Permission.ACCOUNT)
def removal() -> ResponseReturnValue:
    """Asked once more, because nothing brings it back."""
    form = RemovalForm()
    if form.is_submitted() and form.validate():
        try:
            erase_person(session(), person(), actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        else:
            response = sign_in_session.end(make_response(redirect(url_for("home.index"), SEE_OTHER)))
            cookie.clear()
            flash(gettext("Your information has been removed, and you are signed out."))
            return response
    return respond(
        "own/removal.html", "form", status=UNPROCESSABLE if form.errors else 200, form=form, person=person()
    )
