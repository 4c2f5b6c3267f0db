"""Reminding those who have not answered: looked at, sent."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.mail.render import Words
from consult.mail.samples import sample_invitation
from consult.models import Organisation
from consult.security import Permission
from consult.services.reminders import Batch, plan_reminders, send_reminders
from consult.web.administration.forms import SeenForm
from consult.web.coordination.blueprint import SEE_OTHER, blueprint
from consult.web.coordination.labels import LANGUAGES
from consult.web.current import config, consultation, now, person, session
from consult.web.i18n import sentence
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext, ngettext

SHOWN = 200
CONFLICT = 409


@blueprint.route("/<slug>/reminders", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def remind() -> ResponseReturnValue:
    """Who would be reminded, in which words, and who cannot be reached; then the batch leaves."""
    batch = plan_reminders(session(), consultation(), now=now())
    form = SeenForm()
    if not form.is_submitted() or not form.validate():
        return _show(batch)
    try:
        count = send_reminders(
            session(), consultation(), batch, seen=form.seen.data or "", actor=person(), now=now()
        )
    except Conflict as error:
        return _show(batch, problem=sentence(error))
    flash(
        ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", count)
        if count
        else gettext("Nobody was left to remind. Nothing was sent.")
    )
    return redirect(url_for("coordination.organisations"), SEE_OTHER)


def _show(batch: Batch, *, problem: str = "") -> ResponseReturnValue:
    first = {found.language: found.organisation for found in reversed(batch.invitations)}
    return respond(
        "coordination/remind.html",
        status=CONFLICT if problem else 200,
        form=SeenForm(formdata=None, data={"seen": batch.digest}),
        problem=problem,
        batch=batch,
        samples=[(code, _sample(first[code], code)) for code in LANGUAGES if code in first],
        shown=SHOWN,
        sends_reminders=consultation().sends_reminders,
        languages=LANGUAGES,
    )


def _sample(organisation: Organisation, language: str) -> Words:
    return sample_invitation(
        session(),
        "reminder",
        consultation=consultation(),
        organisation=organisation,
        inviter=person(),
        language=language,
        config=config(),
        now=now(),
    )
