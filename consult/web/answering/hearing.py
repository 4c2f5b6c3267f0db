"""Keitä kuulitte: a sector representative says whom the network heard."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from consult.errors import NotFound
from consult.models import Voice, VoiceKind
from consult.security import Permission
from consult.services.networks import heard_by, say_heard
from consult.web.answering.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.answering.speaking import own_voices
from consult.web.current import now, person, session
from consult.web.forms import BaseForm
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


class HeardForm(BaseForm):
    """Organisations and people, in the representative's own words."""

    words = TextAreaField(
        lazy_gettext("Whom did you hear?"), validators=[DataRequired(lazy_gettext("Write whom you heard."))]
    )


@blueprint.route("/networks/<int:voice_id>/heard", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def heard(voice_id: int) -> ResponseReturnValue:
    """What was said last stands in the form; saving adds a row."""
    network = _own_network(voice_id)
    form = HeardForm()
    if form.is_submitted() and form.validate():
        say_heard(session(), network, form.words.data or "", actor=person(), now=now())
        flash(gettext("It was saved whom you heard."))
        return redirect(url_for("answering.heard", voice_id=network.id), SEE_OTHER)
    said = heard_by(session(), [network.id]).get(network.id)
    if not form.is_submitted():
        form = HeardForm(formdata=None, data={"words": said.words if said else ""})
    return respond(
        "answering/heard.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        network=network,
        said=said,
    )


def _own_network(voice_id: int) -> Voice:
    """A network that the reader speaks for; any other does not exist here."""
    for voice in own_voices():
        if voice.id == voice_id and voice.kind is VoiceKind.NETWORK:
            return voice
    raise NotFound("There is no such page.")
