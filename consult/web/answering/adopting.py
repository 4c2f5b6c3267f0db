"""Ota omaksi ehdotukseksi: the form of a withdrawn proposal, filled in, in the reader's own name."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import NotAllowed
from consult.security import Permission
from consult.services.adoptions import adopt_proposal, require_adoptable
from consult.services.proposals import changes_on
from consult.web.answering.blueprint import blueprint
from consult.web.answering.found import found_proposal
from consult.web.answering.made import made_wish
from consult.web.answering.proposals import open_form, proposal_sheet
from consult.web.answering.proposing import FORMS, Proposing
from consult.web.answering.sheet import serve
from consult.web.answering.speaking import chosen_voice, name_voices, voices_but
from consult.web.answering.spot import load_spot
from consult.web.answering.ways import back_to
from consult.web.beside import flash_beside
from consult.web.current import now, person, session
from consult.web.permission import permission
from consult.web.wording import gettext


@blueprint.route("/proposals/<int:number>/adopt", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def adopt(number: int) -> ResponseReturnValue:
    """Make a text that its makers withdrew a proposal of one's own; it may be edited first."""
    withdrawn = found_proposal(number)
    spot = load_spot(withdrawn.document_id, withdrawn.block_id)
    proposing = Proposing(withdrawn.kind, spot, FORMS[withdrawn.kind](), leads=not withdrawn.block_id)
    proposing.earlier = changes_on(spot.version, withdrawn)
    key = f"answering.adopt:{withdrawn.consultation_id}:{number}"
    sheet = proposal_sheet(proposing, key, adopted=withdrawn)
    sheet.title = gettext("Adopt proposal %(number)s as your own", number=number)
    sheet.action = url_for("answering.adopt", number=number)
    sheet.back = url_for("reading.proposal", number=number)
    carried = made_wish(withdrawn, spot)
    sheet.context["earlier"] = carried.words
    if request.method == "GET":
        proposing.begin(carried.wish)
        proposing.form.rationale.data = withdrawn.current.rationale
    open_form(sheet, proposing)
    voices = voices_but(withdrawn.answer.voice_id)
    name_voices(proposing.form, among=voices)

    def guard() -> None:
        require_adoptable(withdrawn)
        if not voices:
            raise NotAllowed("This is your own proposal. Bring it back instead.")

    def save() -> str:
        proposing.require_stretched()
        made = adopt_proposal(
            session(),
            withdrawn,
            sheet.version_read(),
            proposing.wish(),
            voice=chosen_voice(proposing.form),
            rationale=proposing.form.rationale.data or "",
            actor=person(),
            now=now(),
        )
        flash_beside(
            gettext("Your proposal is saved. It is sent when you check and send your answer."), spot.block_id
        )
        return back_to(spot, show=f"proposal:{made.number}")

    return serve(sheet, save, inspect=proposing.inspect, guard=guard)
