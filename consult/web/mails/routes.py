"""The settings of one's own mails, and the page behind the link that ends them."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.models import MailPace
from consult.security import Permission
from consult.services.mail_preferences import choose_mails, find_subscriber, unsubscribe
from consult.services.people import choose_language
from consult.web.current import now, person, session
from consult.web.i18n import sentence
from consult.web.mails.forms import EndForm, MailsForm
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext

blueprint = Blueprint("mails", __name__)

SEE_OTHER = 303
BAD_REQUEST = 400
UNPROCESSABLE = 422


@blueprint.route("/mail-settings", methods=["GET", "POST"])
@permission(Permission.SIGNED_IN)
def settings() -> ResponseReturnValue:
    """How often the reader gets mail, and in which language."""
    reader = person()
    form = MailsForm(pace=reader.mail_pace.value, reminders=reader.wants_reminders, language=reader.language)
    if form.is_submitted() and form.validate():
        choose_mails(
            session(),
            reader,
            pace=MailPace(form.pace.data),
            wants_reminders=bool(form.reminders.data),
            now=now(),
        )
        choose_language(session(), reader, form.language.data or "", now=now())
        flash(gettext("Your choices were saved."))
        return redirect(url_for("mails.settings"), SEE_OTHER)
    return respond(
        "mails/settings.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        address=reader.email,
    )


@blueprint.get("/unsubscribe/<secret>")
@permission(Permission.HOLDER)
def unsubscribing(secret: str) -> ResponseReturnValue:
    """Mail scanners open links too, so opening this one only shows a button."""
    try:
        reader = find_subscriber(session(), secret, now=now())
    except Invalid as error:
        return _dead(error)
    return respond(
        "mails/unsubscribe.html", form=EndForm(), secret=secret, address=reader.email, is_done=False
    )


@blueprint.post("/unsubscribe/<secret>")
@permission(Permission.HOLDER)
def end(secret: str) -> ResponseReturnValue:
    """News ends; a mail program may send this without page, cookie or form token (RFC 8058)."""
    try:
        reader = unsubscribe(session(), secret, now=now())
    except Invalid as error:
        return _dead(error)
    return respond(
        "mails/unsubscribe.html", form=EndForm(), secret=secret, address=reader.email, is_done=True
    )


def _dead(error: Invalid) -> ResponseReturnValue:
    return respond("mails/dead_link.html", status=BAD_REQUEST, text=sentence(error))
