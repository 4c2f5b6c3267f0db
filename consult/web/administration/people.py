"""People: found, added."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.reports.people import load_people
from consult.security import Permission
from consult.services.people import add_person
from consult.web.administration.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.administration.forms import PersonForm
from consult.web.coordination.labels import ROLE_NAMES
from consult.web.current import now, person, session
from consult.web.forms import clean_line
from consult.web.permission import permission
from consult.web.query import asked_page
from consult.web.respond import respond
from consult.web.wording import gettext

MAX_SEARCH = 100


@blueprint.route("/people", methods=["GET", "POST"])
@permission(Permission.ADMINISTER)
def people() -> ResponseReturnValue:
    """Everybody by name; somebody new is added here."""
    form = PersonForm()
    if form.is_submitted() and form.validate():
        try:
            added = add_person(
                session(),
                email=form.email.data or "",
                name=form.name.data or "",
                language=form.language.data or "fi",
                is_administrator=bool(form.is_administrator.data),
                actor=person(),
                now=now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("%(name)s was added.", name=added.called))
            return redirect(url_for("administration.person_", person_id=added.id), SEE_OTHER)
    search = (clean_line(request.args.get("q", "")) or "")[:MAX_SEARCH]
    page = asked_page()
    found, total = load_people(session(), search=search, page=page)
    return respond(
        "administration/people.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        people=found,
        roles=ROLE_NAMES,
        search=search,
        page=min(page, total),
        total=total,
        page_url=lambda number: url_for("administration.people", q=search or None, page=number),
    )
