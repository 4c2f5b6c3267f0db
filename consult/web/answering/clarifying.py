"""Replying to the change agent's question about what one's own voice has said."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import DomainError
from consult.models import Comment
from consult.security import Permission
from consult.services.clarifications import clarifications, reply
from consult.services.contributions import Contribution
from consult.services.voices import require_voice
from consult.web.answering.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.answering.forms import ClarifyForm
from consult.web.answering.found import found_comment, found_proposal
from consult.web.answering.speaking import name_voices
from consult.web.beside import flash_beside
from consult.web.current import consultation, now, person, session
from consult.web.permission import permission
from consult.web.respond import OK, respond
from consult.web.wording import gettext


@blueprint.route("/proposals/<int:number>/clarify", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def clarify(number: int) -> ResponseReturnValue:
    """The question about a proposal and the field for the reply."""
    return _clarify(found_proposal(number))


@blueprint.route("/comments/<int:number>/clarify", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def clarify_comment(number: int) -> ResponseReturnValue:
    """The question about a comment and the field for the reply."""
    return _clarify(found_comment(number))


def _clarify(contribution: Contribution) -> ResponseReturnValue:
    voice = require_voice(session(), consultation().id, contribution.answer.voice_id, person())
    form = ClarifyForm()
    name_voices(form, among=[voice])
    if request.method == "GET":
        return _page(contribution, form, OK)
    if not form.validate():
        return _page(contribution, form, UNPROCESSABLE)
    try:
        reply(session(), contribution, form.text.data or "", voice=voice, actor=person(), now=now())
    except DomainError as error:
        form.refuse(error)
        return _page(contribution, form, error.status)
    noun = "comment" if isinstance(contribution, Comment) else "proposal"
    anchor = f"{noun}-{contribution.number}"
    flash_beside(gettext("Your answer was sent to the change agent."), anchor)
    return redirect(url_for("answering.own", _anchor=anchor), SEE_OTHER)


def _page(contribution: Contribution, form: ClarifyForm, status: int) -> ResponseReturnValue:
    number, is_comment = contribution.number, isinstance(contribution, Comment)
    if is_comment:
        title = gettext("Answer the question about comment %(number)s", number=number)
    else:
        title = gettext("Answer the question about proposal %(number)s", number=number)
    return respond(
        "answering/clarify.html",
        status=status,
        title=title,
        form=form,
        contribution=contribution,
        is_comment=is_comment,
        talk=clarifications(session(), contribution),
    )
