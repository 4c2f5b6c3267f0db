"""The outbox: what waits, what could not be sent and why; tried again or left unsent."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.models import OutboxMail
from consult.reports.outbox import MailState, count_mails, load_mails, stuck_since
from consult.security import Permission
from consult.services.outbox import LEASE, leave_unsent, retry_failed, retry_mail
from consult.web.administration.blueprint import SEE_OTHER, blueprint
from consult.web.administration.mail_words import MAIL_STATES, kind_of, trouble_words
from consult.web.current import now, person, session
from consult.web.permission import permission
from consult.web.query import asked_choice, asked_page
from consult.web.respond import respond
from consult.web.wording import gettext, ngettext


@blueprint.get("/mails")
@permission(Permission.ADMINISTER)
def mails() -> ResponseReturnValue:
    """The mails of one state, newest first; what they say is not shown."""
    state = asked_choice("state", MailState.WAITING)
    counts = count_mails(session())
    found = load_mails(session(), state, count=counts[state], page=asked_page())
    return respond(
        "administration/mails.html",
        found=found,
        state=state,
        counts=counts,
        tabs=[
            (label, url_for("administration.mails", state=each.value), each is state, counts[each])
            for each, label in MAIL_STATES.items()
        ],
        stuck_since=stuck_since(session(), now()),
        kind_of=kind_of,
        trouble_words=trouble_words,
        soon=now() + LEASE,
        page_url=lambda number: url_for("administration.mails", state=state.value, page=number),
    )


@blueprint.post("/mails/retry")
@permission(Permission.ADMINISTER)
def retry_all() -> ResponseReturnValue:
    """Everything that was given up is tried again."""
    count = retry_failed(session(), actor=person(), now=now())
    flash(ngettext("%(num)s mail is tried again.", "%(num)s mails are tried again.", count))
    return _back(MailState.WAITING)


@blueprint.post("/mails/<int:mail_id>/retry")
@permission(Permission.ADMINISTER)
def retry(mail_id: int) -> ResponseReturnValue:
    """One mail is tried again at once."""
    retry_mail(session(), _mail(mail_id), actor=person(), now=now())
    flash(gettext("The mail is tried again."))
    return _back(MailState.WAITING)


@blueprint.post("/mails/<int:mail_id>/leave")
@permission(Permission.ADMINISTER)
def leave(mail_id: int) -> ResponseReturnValue:
    """One mail is left unsent."""
    leave_unsent(session(), _mail(mail_id), actor=person(), now=now())
    flash(gettext("The mail is left unsent. You find it among those that were left."))
    return _back(MailState.FAILED)


def _mail(mail_id: int) -> OutboxMail:
    found = session().get(OutboxMail, mail_id)
    if found is None:
        raise NotFound("There is no such page.")
    return found


def _back(state: MailState) -> ResponseReturnValue:
    return redirect(url_for("administration.mails", state=state.value), SEE_OTHER)
