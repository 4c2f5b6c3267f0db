"""Supporting another's proposal as it is worded now, and taking the support back."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from consult.errors import DomainError
from consult.models import Proposal
from consult.security import Permission
from consult.services.supports import support_proposal, withdraw_support
from consult.web.answering.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.answering.forms import VoiceForm
from consult.web.answering.found import found_proposal
from consult.web.answering.speaking import chosen_voice, name_voices
from consult.web.answering.spot import Spot, load_spot
from consult.web.answering.ways import back_to
from consult.web.beside import flash_beside
from consult.web.current import now, person, session
from consult.web.permission import permission
from consult.web.respond import OK, respond
from consult.web.wording import gettext


@blueprint.route("/proposals/<int:number>/support", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def support(number: int) -> ResponseReturnValue:
    """One voice supports the proposal; a reader with several voices chooses one on the page."""
    proposal, form = found_proposal(number), VoiceForm()
    name_voices(form)
    if request.method == "GET":
        return _page(proposal, form, OK)
    if not form.validate():
        return _page(proposal, form, UNPROCESSABLE)
    try:
        voice = chosen_voice(form)
        support_proposal(session(), proposal, voice=voice, actor=person(), now=now())
    except DomainError as error:
        form.refuse(error)
        return _page(proposal, form, error.status)
    words = gettext("%(voice)s now supports proposal %(number)s.", voice=voice.name, number=number)
    return _told(proposal, words)


@blueprint.post("/proposals/<int:number>/unsupport")
@permission(Permission.CONTRIBUTE)
def unsupport(number: int) -> ResponseReturnValue:
    """The voice that the form names takes its support back."""
    proposal, form = found_proposal(number), VoiceForm()
    voice = chosen_voice(form)
    withdraw_support(session(), proposal, voice=voice, actor=person(), now=now())
    words = gettext("%(voice)s no longer supports proposal %(number)s.", voice=voice.name, number=number)
    return _told(proposal, words)


def _page(proposal: Proposal, form: VoiceForm, status: int) -> ResponseReturnValue:
    back = _back_to(proposal, load_spot(proposal.document_id, proposal.block_id))
    return respond("answering/support.html", status=status, proposal=proposal, form=form, back=back)


def _told(proposal: Proposal, words: str) -> ResponseReturnValue:
    """Back to the block, where it is told what was done."""
    spot = load_spot(proposal.document_id, proposal.block_id)
    flash_beside(words, spot.block_id)
    return redirect(_back_to(proposal, spot), SEE_OTHER)


def _back_to(proposal: Proposal, spot: Spot) -> str:
    return back_to(spot, show=f"proposal:{proposal.number}")
