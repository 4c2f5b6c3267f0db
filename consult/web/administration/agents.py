"""One person: which consultations they coordinate, begun and ended here."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.errors import NotFound
from consult.models import Consultation, Person
from consult.reports.people import Listed, list_people
from consult.security import Permission
from consult.services.agencies import appoint_agent, dismiss_agent
from consult.web.administration.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.administration.forms import AgentForm
from consult.web.coordination.labels import ROLE_NAMES
from consult.web.current import now, person, session
from consult.web.options import options
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("/people/<int:person_id>", methods=["GET", "POST"])
@permission(Permission.ADMINISTER)
def person_(person_id: int) -> ResponseReturnValue:
    """What the person belongs to; a consultation to coordinate can be added."""
    listed = _listed(person_id)
    form = AgentForm()
    form.consultation.choices = options(_titles(listed))
    if form.is_submitted() and form.validate():
        chosen = _consultation(int(form.consultation.data or 0))
        appoint_agent(session(), chosen, listed.person, actor=person(), now=now())
        flash(gettext("%(name)s coordinates %(title)s now.", name=_name(listed.person), title=chosen.title))
        return redirect(url_for("administration.person_", person_id=person_id), SEE_OTHER)
    return respond(
        "administration/person.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        listed=listed,
        roles=ROLE_NAMES,
    )


@blueprint.post("/people/<int:person_id>/agencies/<int:consultation_id>/end")
@permission(Permission.ADMINISTER)
def dismiss(person_id: int, consultation_id: int) -> ResponseReturnValue:
    """The person's work as an agent ends; somebody else remains."""
    listed = _listed(person_id)
    dismiss_agent(session(), _consultation(consultation_id), listed.person, actor=person(), now=now())
    flash(gettext("The work as an agent ended."))
    return redirect(url_for("administration.person_", person_id=person_id), SEE_OTHER)


def _listed(person_id: int) -> Listed:
    if session().get(Person, person_id) is None:
        raise NotFound("The person was not found.")
    return list_people(session(), [person_id])[0]


def _titles(listed: Listed) -> dict[str, str]:
    known = {found.id for found in listed.consultations}
    rows = session().scalars(select(Consultation).order_by(Consultation.id.desc()))
    titles = {str(found.id): found.title for found in rows if found.id not in known}
    return {"": gettext("Choose a consultation"), **titles}


def _consultation(consultation_id: int) -> Consultation:
    found = session().get(Consultation, consultation_id)
    if found is None:
        raise NotFound("There is no such consultation.")
    return found


def _name(somebody: Person) -> str:
    return somebody.called
