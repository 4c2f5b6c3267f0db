"""The networks of the partnership table: who speaks for each, and whom they have heard."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from consult.errors import Invalid, NotFound
from consult.models import Person, Voice, VoiceKind
from consult.security import Permission
from consult.services.limits import MAX_NAME
from consult.services.networks import (
    add_network,
    appoint_representative,
    end_representation,
    heard_by,
    networks_of,
    representatives_of,
)
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.current import consultation, now, person, session
from consult.web.forms import BaseForm
from consult.web.loading import belonging
from consult.web.members import PersonFields, found_or_added
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


class NetworkForm(BaseForm):
    """A network by its name."""

    name = StringField(
        lazy_gettext("Name of the network"),
        validators=[
            DataRequired(lazy_gettext("Write the name of the network.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
    )


class RepresentativeForm(PersonFields):
    """Somebody who speaks for a network."""


@blueprint.route("/<slug>/networks", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def networks() -> ResponseReturnValue:
    """Every network of the consultation; one more can be added."""
    form = NetworkForm()
    if form.is_submitted() and form.validate():
        try:
            made = add_network(session(), consultation(), form.name.data or "", actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("%(name)s was added. Add next who speaks for it.", name=made.name))
            return redirect(url_for("coordination.network", voice_id=made.id), SEE_OTHER)
    found = networks_of(session(), consultation().id)
    ids = [voice.id for voice in found]
    return respond(
        "coordination/networks.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        networks=found,
        people=representatives_of(session(), ids),
        heard=heard_by(session(), ids),
    )


@blueprint.route("/<slug>/networks/<int:voice_id>", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def network(voice_id: int) -> ResponseReturnValue:
    """Who speaks for one network; somebody can be added."""
    found = _network(voice_id)
    form = RepresentativeForm()
    if form.is_submitted() and form.validate():
        try:
            added = found_or_added(form.email.data or "", form.name.data or "")
        except Invalid as error:
            form.refuse(error)
        else:
            appoint_representative(session(), found, added, actor=person(), now=now())
            flash(gettext("%(who)s speaks for %(name)s now.", who=added.called, name=found.name))
            return redirect(url_for("coordination.network", voice_id=found.id), SEE_OTHER)
    return respond(
        "coordination/network.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        network=found,
        people=representatives_of(session(), [found.id]).get(found.id, ()),
        heard=heard_by(session(), [found.id]).get(found.id),
    )


@blueprint.post("/<slug>/networks/<int:voice_id>/people/<int:person_id>/end")
@permission(Permission.COORDINATE)
def end_representing(voice_id: int, person_id: int) -> ResponseReturnValue:
    """Somebody no longer speaks for the network."""
    found, who = _network(voice_id), session().get(Person, person_id)
    if who is None:
        raise NotFound("The person was not found.")
    end_representation(session(), found, who, actor=person(), now=now())
    flash(gettext("%(who)s no longer speaks for %(name)s.", who=who.called, name=found.name))
    return redirect(url_for("coordination.network", voice_id=found.id), SEE_OTHER)


def _network(voice_id: int) -> Voice:
    return belonging(Voice, id=voice_id, kind=VoiceKind.NETWORK)
